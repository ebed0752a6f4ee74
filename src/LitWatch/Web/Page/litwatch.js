// Every text from outside goes into the page as text nodes only.
const form = document.querySelector('#search');
const outcome = document.querySelector('#outcome');
const list = document.querySelector('#articles');

const element = (name, text, attributes = {}) => {
  const node = Object.assign(document.createElement(name), attributes);
  if (text !== undefined) node.textContent = text;
  return node;
};

// Spans count UTF-16 units, as JavaScript's strings do.
function highlighted(text, spans) {
  const parts = document.createDocumentFragment();
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < at) continue;
    parts.append(text.slice(at, span.start), element('mark', text.slice(span.start, span.start + span.length)));
    at = span.start + span.length;
  }
  parts.append(text.slice(at));
  return parts;
}

function row({ article, spans }) {
  const item = element('li');
  const href = article.pmid ? `https://pubmed.ncbi.nlm.nih.gov/${article.pmid}/` : article.doi ? `https://doi.org/${encodeURI(article.doi)}` : undefined;
  const title = href ? element('a', undefined, { href, rel: 'noreferrer' }) : element('strong');
  title.append(highlighted(article.title ?? '[no title]', spans.filter(span => span.field === 'title')));
  const authors = article.authors.slice(0, 3).map(author => author.collective ?? [author.family, author.initials].filter(Boolean).join(' ')).join(', ');
  const facts = [authors + (article.authors.length > 3 ? ' et al.' : ''), article.journal?.isoAbbreviation ?? article.journal?.title, article.published,
    article.pmid && `PMID ${article.pmid}`, article.doi, article.keywords.join(', ')];
  item.append(title, element('div', facts.filter(Boolean).join(' · '), { className: 'meta' }));
  return item;
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  const query = new URLSearchParams();
  for (const name of ['drug', 'reaction']) {
    for (const term of form.elements[name].value.split(',').map(term => term.trim()).filter(Boolean)) query.append(name, term);
  }
  if (form.elements.anyReaction.checked) query.set('anyReaction', 'true');
  list.replaceChildren();
  outcome.textContent = 'Searching …';
  const answer = await fetch(`/api/search?${query}`);
  const body = await answer.json();
  if (!answer.ok) {
    outcome.textContent = body.detail ?? body.title;
    return;
  }
  outcome.replaceChildren(element('p', `${body.articles.length} articles`), ...body.sources.map(source => element('p',
    `${source.source}: ${source.outcome}, ${source.delivered} of ${source.promised} delivered ${(source.why ?? []).join('; ')}`,
    { className: source.outcome === 'complete' ? 'meta' : 'incomplete' })));
  list.replaceChildren(...body.articles.map(row));
});

async function showAlerts() {
  const answer = await fetch('/api/alerts');
  if (!answer.ok) return;
  const { items } = await answer.json();
  document.querySelector('#alerts tbody').replaceChildren(...items.flatMap(alert => alert.searches.map(search => {
    const line = element('tr');
    line.append(element('td', alert.name), element('td', search.source), element('td', search.lastCompleteAt ? new Date(search.lastCompleteAt).toLocaleString() : 'never'), element('td', search.completeThrough ?? '–'));
    return line;
  })));
}

showAlerts();
