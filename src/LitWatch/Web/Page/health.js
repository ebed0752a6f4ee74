import { h, table, moment, say, again } from './dom.js';
import { call, get } from './api.js';

export async function health() {
  const report = await get('health');
  const poison = await get('poison').catch(() => undefined);

  async function redrive() {
    try {
      const { data } = await call('poison/redrive', { method: 'POST' });
      say(`${data.count} messages sent back to work.`);
      again();
    } catch (refusal) {
      say(refusal.message);
    }
  }

  return [h('h1', {}, 'Health'),
    h('p', {}, h('span', { class: report.status === 'ok' ? 'good' : 'bad' }, report.status), ` – LitWatch ${report.version}, ${report.alerts} alerts, `, moment(report.now)),
    report.overdue.length > 0 && table('Required sources without a complete search', ['Alert', 'Source', 'Days'], report.overdue.map(late => [h('a', { href: `#/alerts/${encodeURIComponent(late.alert)}` }, late.name ?? late.alert), late.source, h('span', { class: 'bad' }, String(late.days))])),
    report.late.length > 0 && table('Digests whose mails are not all sent', ['Digest', 'Due'], report.late.map(one => [h('a', { href: `#/digests/${encodeURIComponent(one.id)}` }, one.id), moment(one.slot)])),
    report.failing.length > 0 && table('Required sources that were not completely searched the last time', ['Alert', 'Source', 'Outcome', 'Times', 'Last'], report.failing.map(one => [h('a', { href: `#/alerts/${encodeURIComponent(one.alert)}` }, one.name), one.source, h('span', { class: 'bad' }, one.outcome ?? ''), String(one.failures), moment(one.lastSearchedAt)])),
    report.unheard.length > 0 && table('Subscriptions that nobody gets', ['Subscription'], report.unheard.map(one => [one.name])),
    h('h2', {}, 'Messages that were given up'),
    !poison ? h('p', { class: 'quiet' }, 'Only administrators see them.')
      : poison.items.length === 0 ? h('p', { class: 'good' }, 'None.')
        : [table('By queue', ['Queue', 'When', 'Message'], poison.items.map(message => [message.queue, moment(message.givenUpAt), h('pre', { tabindex: 0 }, message.body)])), h('button', { type: 'button', onclick: redrive }, 'Send all back to work')]];
}
