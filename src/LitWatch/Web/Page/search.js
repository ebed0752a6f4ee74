import { h, say, tone, download } from './dom.js';
import { get, call, blob } from './api.js';
import { card, has } from './article.js';
import { chips } from './chips.js';

const sources = ['pubmed', 'crossref'];
const formats = ['csv', 'ris', 'nbib'];

function filters(articles, draw) {
  const types = [...new Set(articles.flatMap(({ article }) => article.publicationTypes))].sort();
  const languages = [...new Set(articles.flatMap(({ article }) => article.languages))].sort();
  const choose = (label, values) => h('label', {}, label, h('select', { onchange: apply }, h('option', { value: '' }, 'all'), values.map(value => h('option', { value }, value))));
  const type = choose('Type', types);
  const language = choose('Language', languages);
  const check = label => h('label', { class: 'check' }, h('input', { type: 'checkbox', onchange: apply }), label);
  const abstract = check('with abstract');
  const retracted = check('retracted only');
  const on = label => label.querySelector('input').checked;
  function apply() {
    draw(articles.filter(({ article }) => (!type.lastChild.value || article.publicationTypes.includes(type.lastChild.value))
      && (!language.lastChild.value || article.languages.includes(language.lastChild.value))
      && (!on(abstract) || has.abstract(article)) && (!on(retracted) || article.isRetracted)));
  }
  return h('div', { class: 'row', role: 'group', 'aria-label': 'Filters' }, type, language, abstract, retracted);
}

export async function search({ query, signal }) {
  const drug = chips('Drug', 'drug', 'drug', query.getAll('drug'));
  const reaction = chips('Reaction', 'reaction', 'reaction', query.getAll('reaction'));
  const any = h('input', { type: 'checkbox', name: 'anyReaction', checked: query.get('anyReaction') === 'true' });
  const from = h('input', { type: 'date', name: 'from', value: query.get('from') ?? '' });
  const to = h('input', { type: 'date', name: 'to', value: query.get('to') ?? '' });
  const chosen = sources.map(source => h('input', { type: 'checkbox', name: 'source', value: source, checked: !query.has('source') || query.getAll('source').includes(source) }));
  const results = h('section', { 'aria-label': 'Results' });

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

  async function run(wanted) {
    const progress = h('p', { role: 'status' }, 'Searching …');
    results.replaceChildren(progress);
    try {
      const answer = await get(`search?${wanted}`);
      if (signal.aborted) return;
      const list = h('ol', { class: 'articles' });
      const count = h('p', { role: 'status' });
      const draw = articles => {
        count.textContent = `${articles.length} of ${answer.articles.length} articles`;
        list.replaceChildren(...articles.map(({ article, spans }) => h('li', {}, card(article, spans))));
      };
      results.replaceChildren(
        h('div', { class: 'panel' }, answer.sources.map(source => h('p', {}, h('strong', {}, source.source), ' ', h('span', { class: tone(source.outcome) }, source.outcome),
          ` – ${source.delivered} of ${source.promised} delivered`, (source.why ?? []).length > 0 && h('span', { class: 'bad' }, `: ${source.why.join('; ')}`),
          (source.warnings ?? []).map(warning => h('span', { class: 'fair' }, ` Warning: ${warning}`))))),
        h('div', { class: 'row' }, h('button', { type: 'button', onclick: () => watch(wanted) }, 'Watch this'),
          formats.map(format => h('button', { type: 'button', onclick: async () => download(await blob(`search?${wanted}&format=${format}`), `litwatch.${format}`) }, `Export ${format.toUpperCase()}`))),
        filters(answer.articles, draw), count, list);
      draw(answer.articles);
    } catch (refusal) {
      results.replaceChildren(h('p', { class: 'bad', role: 'alert' }, refusal.message));
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
  return [h('h1', {}, 'Search'), form, results];
}
