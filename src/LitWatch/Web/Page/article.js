import { h, table, moment, say, ask, again } from './dom.js';
import { call, get } from './api.js';

// Spans count UTF-16 units, as JavaScript's strings do.
function highlighted(text, spans) {
  const parts = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < at) continue;
    parts.push(text.slice(at, span.start), h('mark', {}, text.slice(span.start, span.start + span.length)));
    at = span.start + span.length;
  }
  return [...parts, text.slice(at)];
}

const address = article => article.pmid ? `https://pubmed.ncbi.nlm.nih.gov/${article.pmid}/`
  : article.doi ? `https://doi.org/${encodeURI(article.doi)}` : undefined;

const authors = article => article.authors.slice(0, 3)
  .map(author => author.collective ?? [author.family, author.initials ?? author.given].filter(Boolean).join(' ')).join(', ')
  + (article.authors.length > 3 ? ' et al.' : '');

const heading = mesh => mesh.descriptor + (mesh.qualifiers ?? []).map(qualifier => `/${qualifier.name}`).join('') + (mesh.major ? '*' : '');

export const has = {
  abstract: article => (article.abstract ?? []).some(section => section.text),
  english: article => !article.languages?.length || article.languages.includes('eng'),
};

function details(article, spans) {
  const facts = [['Keywords', article.keywords.join(', ')], ['MeSH', (article.mesh ?? []).map(heading).join('; ')], ['Type', article.publicationTypes.join(', ')],
    ['Language', article.languages.join(', ')], ['Records', article.records.map(record => `${record.source} ${record.id}`).join(' · ')], ['Taken from', Object.entries(article.provenance ?? {}).map(([field, from]) => `${field}: ${from.join(' and ')}`).join(', ')]].filter(([, value]) => value);
  return h('details', {}, h('summary', {}, 'Abstract, keywords, MeSH, records'),
    has.abstract(article)
      ? article.abstract.map((section, i) => h('p', {}, section.label && h('strong', {}, `${section.label}: `), highlighted(section.text, spans.filter(span => span.field === `abstract[${i}]`))))
      : h('p', { class: 'quiet' }, 'No abstract.'),
    h('dl', { class: 'quiet' }, facts.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
}

/** One article as lists show it. */
export function card(article, spans = [], ...more) {
  const href = address(article);
  const title = highlighted(article.title ?? article.vernacularTitle ?? '[no title]', spans.filter(span => span.field === (article.title ? 'title' : 'vernacularTitle')));
  const ids = [article.pmid && h('a', { href: `https://pubmed.ncbi.nlm.nih.gov/${article.pmid}/`, rel: 'noreferrer' }, `PMID ${article.pmid}`),
    article.doi && h('a', { href: `https://doi.org/${encodeURI(article.doi)}`, rel: 'noreferrer' }, article.doi)].filter(Boolean);
  return [
    article.isRetracted && h('span', { class: 'badge alarm' }, 'RETRACTED'),
    !has.abstract(article) && h('span', { class: 'badge' }, 'no abstract'),
    !has.english(article) && h('span', { class: 'badge' }, 'not in English'),
    h('h2', { class: 'title' }, href ? h('a', { href, rel: 'noreferrer' }, title) : title),
    h('div', { class: 'quiet' }, [authors(article), article.journal?.isoAbbreviation ?? article.journal?.title, article.published].filter(Boolean).join(' · ')),
    h('div', { class: 'quiet' }, ids.flatMap((id, i) => i ? [' · ', id] : [id])),
    details(article, spans),
    ...more,
  ];
}

/** One article that is kept: what each source says of it, and why these are one. */
export async function articles({ id }) {
  const path = `articles/${encodeURIComponent(id)}`;
  const [article, history] = await Promise.all([get(path), get(`${path}/history`)]);
  const one = record => `${record.source}:${record.id}`;

  async function split(record) {
    const reason = await ask('Take this record out?', `Why ${record} is another work`, { done: 'Take it out' });
    if (reason === null) return;
    try {
      await call(`${path}/split`, { method: 'POST', body: { record, reason } });
      say('Taken out: it is an article of its own now.');
      again();
    } catch (refusal) {
      say(refusal.message);
    }
  }

  const parts = card(article).filter(part => part && part.nodeName !== 'H2');
  parts.find(part => part.nodeName === 'DETAILS').open = true;
  return [h('h1', {}, article.title ?? article.vernacularTitle ?? '[no title]'), parts,
    table('What was fetched', ['Record', 'Fetched', 'Title there', 'Action'], history.records.flatMap(part => part.records.map(record => [
      /^https?:/.test(record.url ?? '') ? h('a', { href: record.url, rel: 'noreferrer' }, one(record)) : one(record), moment(record.retrieved), part.title ?? part.vernacularTitle ?? '–',
      history.records.length > 1 ? h('button', { type: 'button', onclick: () => split(one(record)) }, 'Not this work') : '–']))),
    history.joins.length > 0 && table('Why these records are one', ['When', 'Evidence', 'Rules'], history.joins.map(join => [moment(join.at), join.evidence, join.rules])),
    history.splits.length > 0 && table('What people took apart', ['When', 'Who', 'Why'], history.splits.map(apart => [moment(apart.at), apart.by, apart.reason]))];
}
