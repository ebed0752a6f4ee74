import { h, say, tone, download } from './dom.js';
import { all, call, get, blob, lines } from './api.js';
import { card, has } from './article.js';
import { chips } from './chips.js';

const sources = ['pubmed', 'crossref'];
const formats = ['csv', 'ris', 'nbib'];
const largest = 4_000_000;

const newest = (a, b) => (b.article.published ?? '').localeCompare(a.article.published ?? '') || a.article.id.localeCompare(b.article.id);

/** Chooses among articles; what can be chosen grows with what is found. */
function filters(apply) {
  const choose = label => h('label', {}, label, h('select', { onchange: apply }, h('option', { value: '' }, 'all')));
  const [type, language] = [choose('Type'), choose('Language')];
  const check = label => h('label', { class: 'check' }, h('input', { type: 'checkbox', onchange: apply }), label);
  const [abstract, retracted, unknown] = [check('with abstract'), check('retracted only'), check('not yet known')];
  const on = label => label.querySelector('input').checked;
  const one = label => label.querySelector('select').value;

  function offer(label, values) {
    const select = label.querySelector('select');
    const known = new Set([...select.options].map(option => option.value));
    [...new Set(values)].filter(value => !known.has(value)).sort().forEach(value => select.append(h('option', { value }, value)));
  }

  return {
    field: h('div', { class: 'row', role: 'group', 'aria-label': 'Filters' }, type, language, abstract, retracted, unknown),
    offer(found) {
      offer(type, found.flatMap(({ article }) => article.publicationTypes));
      offer(language, found.flatMap(({ article }) => article.languages));
    },
    takes: ({ article, alerts }) => (!one(type) || article.publicationTypes.includes(one(type))) && (!one(language) || article.languages.includes(one(language)))
      && (!on(abstract) || has.abstract(article)) && (!on(retracted) || article.isRetracted) && (!on(unknown) || !alerts?.length),
  };
}

/** The results of one search, as they come. */
function results(wanted, names) {
  const found = new Map();
  const chosen = new Set();
  const asked = wanted.has('source') ? wanted.getAll('source') : sources;
  const states = new Map(asked.map(source => [source, h('p', {}, h('strong', {}, source), ' searching …')]));
  const list = h('ol', { class: 'articles' });
  const count = h('p', { role: 'status' });
  const narrow = filters(draw);
  const exports = h('span', {});
  const shown = () => [...found.values()].filter(narrow.takes).sort(newest);
  const taken = () => shown().filter(({ article }) => chosen.size === 0 || chosen.has(article.id));

  function sayExports() {
    exports.textContent = chosen.size === 0 ? 'Export what is shown as' : `Export ${taken().length} chosen as`;
  }

  function draw() {
    const articles = shown();
    count.textContent = `${articles.length} of ${found.size} articles`;
    sayExports();
    list.replaceChildren(...articles.map(one => one.row));
  }

  function row({ article, spans, alerts }) {
    const pick = h('input', { type: 'checkbox', 'aria-label': `Choose ${article.title ?? article.id}`, onchange: () => { if (pick.checked) chosen.add(article.id); else chosen.delete(article.id); sayExports(); } });
    const known = (alerts ?? []).map(id => h('a', { href: `#/review?alert=${encodeURIComponent(id)}&all=yes` }, names.get(id) ?? id));
    return h('li', { class: 'picked' }, pick, h('div', {}, card(article, spans, known.length > 0 && h('p', { class: 'quiet' }, 'Known to ', known.flatMap((link, i) => i ? [', ', link] : [link])))));
  }

  function take(line) {
    if (line.progress) states.get(line.progress.source)?.lastChild.replaceWith(` ${line.progress.records} records …`);
    if (line.source) {
      const { source, outcome, delivered, promised, why = [], warnings = [] } = line.source;
      const state = h('p', {}, h('strong', {}, source), ' ', h('span', { class: tone(outcome) }, outcome), ` – ${delivered} of ${promised} delivered`,
        why.length > 0 && h('span', { class: 'bad' }, `: ${why.join('; ')}`), warnings.map(warning => h('span', { class: 'fair' }, ` Warning: ${warning}`)));
      states.get(source)?.replaceWith(state);
      states.set(source, state);
    }
    if (line.article) {
      const fresh = row(line);
      // At once: who chooses a row that has been replaced would choose nothing.
      const [old, ...others] = [line.article.id, ...line.replaces ?? []].map(id => found.get(id)?.row).filter(Boolean);
      for (const id of line.replaces ?? []) { if (chosen.delete(id)) chosen.add(line.article.id); found.delete(id); }
      fresh.querySelector('input').checked = chosen.has(line.article.id);
      found.set(line.article.id, { ...line, row: fresh });
      old?.replaceWith(fresh);
      others.forEach(other => other.remove());
    }
    if (line.article || line.outcome) later();
  }

  let waiting;
  function later() {
    waiting ??= setTimeout(() => { waiting = undefined; narrow.offer([...found.values()]); draw(); }, 150);
  }

  async function save(format) {
    const articles = taken().map(({ article }) => article);
    const whole = articles.length === found.size;
    try {
      if (whole && JSON.stringify(articles).length > largest) download(await blob(`search?${wanted}&format=${format}`), `litwatch.${format}`);
      else download(await blob(`articles/files?format=${format}`, { method: 'POST', body: { articles } }), `litwatch.${format}`);
    } catch (refusal) {
      say(refusal.message);
    }
  }

  return {
    take,
    view: watch => [h('div', { class: 'panel', role: 'status' }, [...states.values()]),
      h('div', { class: 'row' }, h('button', { type: 'button', onclick: watch }, 'Watch this'), exports, formats.map(format => h('button', { type: 'button', 'aria-label': `Export ${format.toUpperCase()}`, onclick: () => save(format) }, format.toUpperCase()))),
      narrow.field, count, list],
  };
}

export async function search({ query, signal }) {
  const drug = chips('Drug', 'drug', 'drug', query.getAll('drug'));
  const reaction = chips('Reaction', 'reaction', 'reaction', query.getAll('reaction'));
  const any = h('input', { type: 'checkbox', name: 'anyReaction', checked: query.get('anyReaction') === 'true' });
  const from = h('input', { type: 'date', name: 'from', value: query.get('from') ?? '' });
  const to = h('input', { type: 'date', name: 'to', value: query.get('to') ?? '' });
  const chosen = sources.map(source => h('input', { type: 'checkbox', name: 'source', value: source, checked: !query.has('source') || query.getAll('source').includes(source) }));
  const place = h('section', { 'aria-label': 'Results' });

  function asked() {
    const wanted = new URLSearchParams();
    drug.all().forEach(term => wanted.append('drug', term));
    reaction.all().forEach(term => wanted.append('reaction', term));
    if (any.checked) wanted.set('anyReaction', 'true');
    if (from.value) wanted.set('from', from.value);
    if (to.value) wanted.set('to', to.value);
    const on = chosen.filter(box => box.checked).map(box => box.value);
    if (on.length < sources.length) on.forEach(source => wanted.append('source', source));
    return wanted;
  }

  let running;
  async function run(wanted) {
    running?.abort();
    running = new AbortController();
    const { signal: mine } = running;
    signal.addEventListener('abort', () => running.abort());
    place.replaceChildren(h('p', { role: 'status' }, 'Searching …'));
    try {
      const names = new Map((await all('alerts')).map(alert => [alert.id, alert.name]));
      const answer = results(wanted, names);
      let outcome;
      for await (const line of lines(`search?${wanted}&format=ndjson&partial=true&known=true`, mine)) {
        if (line.query) place.replaceChildren(...answer.view(() => watch(wanted)).flat());
        answer.take(line);
        outcome = line.outcome ?? outcome;
      }
      if (!outcome) throw new Error('The answer was cut off: search again.');
    } catch (refusal) {
      if (mine.aborted) return;
      place.prepend(h('p', { class: 'bad', role: 'alert' }, refusal.message));
    }
  }

  async function watch(wanted) {
    const strategy = { drug: wanted.getAll('drug'), reaction: wanted.getAll('reaction'), anyAdverseReaction: wanted.get('anyReaction') === 'true' };
    try {
      const { data } = await call('alerts', { method: 'POST', body: { strategy } });
      say(`Alert “${data.name}” watches this from now on.`);
      location.hash = `#/alerts/${encodeURIComponent(data.id)}`;
    } catch (refusal) {
      say(refusal.message);
    }
  }

  const form = h('form', {
    class: 'panel',
    onsubmit: event => {
      event.preventDefault();
      const wanted = asked();
      history.replaceState(null, '', `#/search?${wanted}`);
      run(wanted);
    },
  }, drug.field, reaction.field, h('label', { class: 'check' }, any, 'any adverse reaction'), h('label', {}, 'From', from), h('label', {}, 'To', to),
  h('fieldset', {}, h('legend', { class: 'quiet' }, 'Sources'), chosen.map(box => h('label', { class: 'check' }, box, box.value))), h('button', { class: 'main' }, 'Search'));
  if (query.has('drug')) run(asked());
  return [h('h1', {}, 'Search'), form, place];
}
