import { h } from './dom.js';

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
    ['Language', article.languages.join(', ')], ['Records', article.records.map(record => `${record.source} ${record.id}`).join(' · ')]].filter(([, value]) => value);
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
