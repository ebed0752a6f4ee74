import { h, table, say, again } from './dom.js';
import { all, call, get } from './api.js';

const when = schedule => `${schedule.every}${['weekly', 'fortnightly'].includes(schedule.every) ? ` on ${schedule.day}` : schedule.every === 'monthly' ? ` on day ${schedule.dayOfMonth}` : ''} at ${schedule.time} (${schedule.timeZone})`;

function inZones(at, zone) {
  const style = { dateStyle: 'medium', timeStyle: 'short' };
  const [there, here] = [new Date(at).toLocaleString(undefined, { ...style, timeZone: zone }), new Date(at).toLocaleString(undefined, style)];
  return there === here ? there : `${there} there, ${here} for you`;
}

export async function subscriptions({ id }) {
  return id ? preview(id) : list();
}

async function list() {
  const [found, alerts] = await Promise.all([all('subscriptions'), all('alerts')]);
  const names = Object.fromEntries(alerts.map(alert => [alert.id, alert.name]));

  async function pause(subscription) {
    try {
      const { etag } = await call(`subscriptions/${encodeURIComponent(subscription.id)}`);
      await call(`subscriptions/${encodeURIComponent(subscription.id)}`, { method: 'PUT', body: { paused: !subscription.pausedSince }, etag });
      say(subscription.pausedSince ? 'Resumed: the next digest has everything.' : 'Paused: searching goes on, no mail.');
      again();
    } catch (refusal) {
      say(refusal.message);
    }
  }

  async function add(event) {
    event.preventDefault();
    const { recipients, time, zone } = event.target.elements;
    try {
      await call('subscriptions', { method: 'POST', body: { recipients: recipients.value.split(',').map(one => one.trim()).filter(Boolean), alerts: alerts.map(alert => ({ id: alert.id })), schedule: { every: 'weekly', day: 'monday', time: time.value, timeZone: zone.value } } });
      say('Subscribed.');
      again();
    } catch (refusal) {
      say(refusal.message);
    }
  }

  return [h('h1', {}, 'Subscriptions'),
    found.length > 0 && table('Who gets a digest of what, and when', ['Subscription', 'Recipients', 'Alerts', 'When', 'Actions'], found.map(subscription => [
      h('a', { href: `#/subscriptions/${encodeURIComponent(subscription.id)}` }, subscription.name),
      h('ul', {}, subscription.recipients.map(recipient => h('li', { class: recipient.unsubscribedAt ? 'quiet' : '' }, recipient.address, recipient.unsubscribedAt ? ' (left)' : recipient.awaitedSince ? ' (asked)' : ''))),
      h('ul', {}, subscription.alerts.map(alert => h('li', {}, names[alert.alert] ?? alert.alert))),
      [when(subscription.schedule), subscription.nextDigest ? h('div', { class: 'quiet' }, `next: ${inZones(subscription.nextDigest, subscription.schedule.timeZone)}`) : h('div', { class: 'fair' }, 'paused')],
      [h('button', { type: 'button', onclick: () => pause(subscription) }, subscription.pausedSince ? 'Resume' : 'Pause'), ' ', h('a', { href: `#/digests?subscription=${encodeURIComponent(subscription.id)}` }, 'Digests')]])),
    h('form', { class: 'panel', onsubmit: add }, h('label', {}, 'Send a weekly digest of all alerts to', h('input', { name: 'recipients', required: true, placeholder: 'safety@example.org, …' })), h('label', {}, 'Mondays at', h('input', { name: 'time', type: 'time', value: '07:00', required: true })),
      h('label', {}, 'Time zone', h('input', { name: 'zone', value: Intl.DateTimeFormat().resolvedOptions().timeZone, required: true })), h('button', { class: 'main' }, 'Subscribe'))];
}

async function preview(id) {
  const manifest = await get(`subscriptions/${encodeURIComponent(id)}/preview`);
  return [h('h1', {}, `Preview of “${manifest.subscriptionName}”`),
    h('p', {}, 'What the digest would hold if its slot were now. ', manifest.nextSlot && `Next digest: ${inZones(manifest.nextSlot, manifest.timeZone)}.`), digestBody(manifest)];
}

const link = article => h('a', { href: `#/articles/${encodeURIComponent(article.id)}` }, article.title ?? article.vernacularTitle ?? article.id);

/** The alerts of a frozen or previewed digest. */
export function digestBody(manifest) {
  return manifest.alerts.map(alert => h('section', { class: 'panel' }, h('h2', {}, `${alert.name}: ${alert.new.length} new`),
    alert.changed.length > 0 && h('ul', {}, alert.changed.map(line => h('li', {}, h('strong', { class: 'bad' }, `${(line.notices ?? []).join(', ')}: `), link(line.article)))),
    h('ul', {}, alert.new.map(line => h('li', {}, link(line.article)))),
    table('What was searched', ['Source', 'Days', 'Outcome'], alert.searches.map(search => [search.source, `${search.from ?? '–'} to ${search.to ?? '–'}`, h('span', { class: search.outcome === 'complete' ? 'good' : 'bad' }, search.outcome ?? 'not searched yet')]))));
}
