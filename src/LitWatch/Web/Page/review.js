import { h, say, download } from './dom.js';
import { all, blob, call } from './api.js';
import { card } from './article.js';

const decisions = [['1', 'notRelevant', 'not relevant'], ['2', 'relevant', 'relevant'], ['3', 'potentialIcsr', 'potential ICSR'], ['4', 'duplicate', 'duplicate'], ['5', 'needsFullText', 'needs full text']];
const names = Object.fromEntries(decisions.map(([, value, name]) => [value, name]));

export async function review({ query, signal }) {
  const alerts = await all('alerts');
  const id = query.get('alert') ?? alerts[0]?.id;
  if (!id) return [h('h1', {}, 'Review'), h('p', {}, 'There is no alert yet whose hits could be reviewed.')];
  const open = query.get('all') !== 'yes';
  const hits = await all(`hits?alert=${encodeURIComponent(id)}${open ? '&decision=none' : ''}`);
  const list = h('ol', { class: 'articles' });
  let at = 0;

  const state = hit => hit.decision ? h('p', {}, h('strong', {}, names[hit.decision.decision]), ` – ${hit.decision.reason} (${hit.decision.by}, ${new Date(hit.decision.at).toLocaleString()})`) : undefined;

  function row(hit, i) {
    const reason = h('input', { name: 'reason', autocomplete: 'off', value: hit.decision?.reason ?? '' });
    const item = h('li', { tabindex: -1 }, card(hit.article, hit.hits.flatMap(one => one.spans), state(hit), h('p', {}, h('a', { href: `#/articles/${encodeURIComponent(hit.article.id)}` }, 'Records and provenance')),
      h('form', { onsubmit: event => event.preventDefault() }, h('label', {}, 'Reason', reason),
        decisions.map(([key, value, name]) => h('button', { type: 'button', onclick: () => decide(i, value) }, `${key} ${name}`)))));
    item.addEventListener('focusin', () => { at = i; mark(); });
    return item;
  }

  function mark() {
    [...list.children].forEach((item, i) => { if (i === at) item.setAttribute('aria-current', 'true'); else item.removeAttribute('aria-current'); });
  }

  function go(step) {
    at = Math.max(0, Math.min(hits.length - 1, at + step));
    list.children[at]?.focus();
    list.children[at]?.scrollIntoView({ block: 'nearest' });
    mark();
  }

  async function decide(i, decision) {
    const hit = hits[i];
    const reason = list.children[i].querySelector('input').value.trim() || names[decision];
    try {
      const { data } = await call(`hits/${encodeURIComponent(id)}/${encodeURIComponent(hit.article.id)}/decision`, { method: 'PUT', body: { decision, reason } });
      hit.decision = data.history.at(-1);
      list.children[i].replaceWith(row(hit, i));
      say(`${names[decision]}: ${hit.article.title ?? hit.article.id}`);
      at = i;
      go(1);
    } catch (refusal) {
      say(refusal.message);
    }
  }

  addEventListener('keydown', event => {
    if (event.target.matches('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
    const chosen = decisions.find(([key]) => key === event.key);
    if (event.key === 'j') go(1);
    else if (event.key === 'k') go(-1);
    else if (event.key === 'r') { event.preventDefault(); list.children[at]?.querySelector('input').focus(); } else if (chosen && hits[at]) decide(at, chosen[1]);
  }, { signal });

  list.append(...hits.map(row));
  mark();
  const pick = h('select', { onchange: event => { location.hash = `#/review?alert=${encodeURIComponent(event.target.value)}`; } }, alerts.map(alert => h('option', { value: alert.id, selected: alert.id === id }, alert.name)));
  return [h('h1', {}, 'Review'),
    h('div', { class: 'row' }, h('label', {}, 'Alert', pick), h('a', { href: `#/review?alert=${encodeURIComponent(id)}&all=${open ? 'yes' : 'no'}` }, open ? 'Show those decided on, too' : 'Only those to decide on'),
      ['csv', 'ris', 'nbib'].map(format => h('button', { type: 'button', onclick: async () => download(await blob(`hits?alert=${encodeURIComponent(id)}&format=${format}`), `litwatch-hits.${format}`) }, `Export ${format.toUpperCase()}`))),
    h('p', { class: 'quiet' }, `${hits.length} hits. Keys: `, h('kbd', {}, 'j'), ' next, ', h('kbd', {}, 'k'), ' back, ', h('kbd', {}, '1'), ' to ', h('kbd', {}, '5'), ' decide, ', h('kbd', {}, 'r'), ' reason (Esc leaves it).'),
    list];
}
