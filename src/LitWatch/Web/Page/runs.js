import { h, table, moment, tone, download } from './dom.js';
import { all, blob, get } from './api.js';

const gap = 7 * 864e5;

export async function runs({ query }) {
  const id = query.get('alert') ?? '';
  const [alerts, page] = await Promise.all([all('alerts'), get(`runs?pageSize=200${id ? `&alert=${encodeURIComponent(id)}` : ''}${query.get('after') ? `&continuationToken=${encodeURIComponent(query.get('after'))}` : ''}`)]);
  const names = new Map(alerts.flatMap(alert => alert.history.map(version => [version.hash, alert.name])));
  // Newest first: the complete run before is further down.
  const before = run => page.items.find(other => other.strategy === run.strategy && other.source === run.source && other.certificate.outcome === 'complete' && other.searchedAt < run.searchedAt);
  const late = run => run.certificate.outcome === 'complete' && before(run) && new Date(run.searchedAt) - new Date(before(run).searchedAt) > gap;
  const pick = h('select', { onchange: event => { location.hash = `#/runs${event.target.value ? `?alert=${encodeURIComponent(event.target.value)}` : ''}`; } }, h('option', { value: '' }, 'all'), alerts.map(alert => h('option', { value: alert.id, selected: alert.id === id }, alert.name)));
  return [h('h1', {}, 'Runs'), h('div', { class: 'row' }, h('label', {}, 'Alert', pick)),
    page.items.length === 0 ? h('p', {}, 'No searches yet.') : table('Searches, newest first', ['When', 'Alert', 'Source', 'Days searched', 'Outcome', 'Evidence'], page.items.map(run => [
      [moment(run.searchedAt), late(run) && h('div', { class: 'bad' }, 'more than 7 days after the complete search before')], names.get(run.strategy) ?? run.strategy, run.source, `${run.window.from} to ${run.window.to}${run.isBackFill ? ' (back-fill)' : ''}`,
      [h('span', { class: tone(run.certificate.outcome) }, run.certificate.outcome), ` ${run.certificate.delivered} of ${run.certificate.promised}, ${run.certificate.new} new`, h('div', { class: 'bad' }, run.certificate.why.join('; ')), run.warnings.map(warning => h('div', { class: 'fair' }, warning))],
      h('details', {}, h('summary', {}, 'request and raw answers'), run.queries.map(one => h('pre', { tabindex: 0 }, one)), run.translatedQueries.map(one => h('pre', { tabindex: 0 }, `understood as: ${one}`)),
        h('ol', {}, run.raw.map((raw, i) => h('li', {}, h('button', { type: 'button', onclick: async () => download(await blob(`runs/${encodeURIComponent(run.id)}/raw/${i + 1}`), `${run.id}-${i + 1}`) }, raw.kind), h('div', { class: 'quiet' }, `sha256 ${raw.sha256}`)))))])),
    page.continuationToken && h('a', { href: `#/runs?alert=${encodeURIComponent(id)}&after=${encodeURIComponent(page.continuationToken)}` }, 'Older runs')];
}
