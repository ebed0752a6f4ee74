import { h, table, moment, say, again } from './dom.js';
import { all, call, get } from './api.js';
import { digestBody } from './subscriptions.js';

export async function digests({ id, query }) {
  return id ? one(id) : list(query);
}

async function list(query) {
  const subscriptions = await all('subscriptions');
  const id = query.get('subscription') ?? subscriptions[0]?.id;
  if (!id) return [h('h1', {}, 'Digests'), h('p', {}, 'No subscriptions yet.')];
  const found = await all(`digests?subscription=${encodeURIComponent(id)}`);
  const pick = h('select', { onchange: event => { location.hash = `#/digests?subscription=${encodeURIComponent(event.target.value)}`; } }, subscriptions.map(subscription => h('option', { value: subscription.id, selected: subscription.id === id }, subscription.name)));
  return [h('h1', {}, 'Digests'), h('div', { class: 'row' }, h('label', {}, 'Subscription', pick)),
    found.length === 0 ? h('p', {}, 'No digest yet.') : table('Digests, newest first', ['Slot', 'Subject', 'State'], found.map(delivery => [h('a', { href: `#/digests/${encodeURIComponent(delivery.id)}` }, moment(delivery.slot)), delivery.subject ?? h('span', { class: 'quiet' }, delivery.suppressed ?? '–'), delivery.state]))];
}

async function one(id) {
  const path = `digests/${encodeURIComponent(id)}`;
  const [manifest, mails] = await Promise.all([get(path), all(`${path}/mails`)]);

  async function resend() {
    try {
      const { data } = await call(`${path}/resend`, { method: 'POST' });
      say(`${data.items.length} mails go out again.`);
      again();
    } catch (refusal) {
      say(refusal.message);
    }
  }

  return [h('h1', {}, `Digest of ${new Date(manifest.slot).toLocaleString(undefined, { timeZone: manifest.timeZone })}`),
    table('What became of each mail', ['Recipient', 'State', 'Sent', 'Tries', 'Error'], mails.map(mail => [mail.address, h('span', { class: mail.state === 'sent' ? 'good' : mail.state === 'failed' ? 'bad' : 'quiet' }, mail.state), moment(mail.sentAt), String(mail.tries), mail.error ?? '–'])),
    h('p', {}, h('button', { type: 'button', onclick: resend }, 'Send again')), digestBody(manifest)];
}
