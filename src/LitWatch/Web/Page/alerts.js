import { h, table, moment, day, say, tone, ask, again } from './dom.js';
import { all, call, get } from './api.js';

const days = at => at ? Math.floor((Date.now() - new Date(at)) / 864e5) : undefined;

function since(search, required) {
  const passed = days(search.lastCompleteAt);
  return passed === undefined ? h('span', { class: required ? 'bad' : 'quiet' }, 'never') : h('span', { class: passed > 6 ? 'bad' : passed === 6 ? 'fair' : '' }, `${passed} ${passed === 1 ? 'day' : 'days'}`);
}

const svg = (name, attributes) => {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
};

/** Hits per week of the last twelve, oldest first. */
function bars(hits) {
  const weeks = Array.from({ length: 12 }, () => 0);
  for (const hit of hits) {
    const week = 11 - Math.floor((Date.now() - Math.min(...hit.hits.map(one => new Date(one.firstSeenAt)))) / (7 * 864e5));
    if (week >= 0 && week < 12) weeks[week] += 1;
  }
  const most = Math.max(1, ...weeks);
  const chart = svg('svg', { class: 'bars', viewBox: '0 0 120 30', role: 'img', 'aria-label': `Hits per week, oldest first: ${weeks.join(', ')}` });
  chart.append(...weeks.map((count, i) => svg('rect', { x: i * 10, y: 30 - Math.max(1, 30 * count / most), width: 8, height: Math.max(1, 30 * count / most) })));
  return chart;
}

export async function alerts({ id }) {
  return id ? one(id) : list();
}

async function list() {
  const found = await all('alerts');
  return [h('h1', {}, 'Alerts'),
    found.length === 0 ? h('p', {}, 'No alerts yet. ', h('a', { href: '#/search' }, 'Search'), ' for a drug and a reaction, then choose “Watch this”.')
      : table('What your team watches, and how long ago each source was last searched completely', ['Alert', 'Source', 'Last complete search', 'Since', 'Complete through'],
        found.flatMap(alert => alert.searches.map((search, i) => [
          i === 0 ? [h('a', { href: `#/alerts/${encodeURIComponent(alert.id)}` }, alert.name), alert.paused && h('div', { class: 'fair' }, `paused: ${alert.paused.reason}`)] : h('span', { class: 'quiet' }, alert.name),
          search.source, moment(search.lastCompleteAt), since(search, alert.sources[i]?.required), day(search.complete.at(-1)?.to)])))];
}

/** A term as words. */
const word = term => typeof term === 'string' ? term : Object.entries(term).map(([name, value]) => value === true ? name : `${name}: ${value}`).join(', ');

const terms = value => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(word);

/** What one strategy has and another has not, list by list. */
function differences(before, after) {
  const lines = Object.keys({ ...before, ...after }).filter(list => list !== 'reason').flatMap(list => {
    const [old, now] = [terms(before[list]), terms(after[list])];
    return [...now.filter(term => !old.includes(term)).map(term => h('li', {}, h('ins', {}, `+ ${list}: ${term}`))), ...old.filter(term => !now.includes(term)).map(term => h('li', {}, h('del', {}, `− ${list}: ${term}`)))];
  });
  return h('ul', {}, lines);
}

const copy = (text, what) => h('button', { type: 'button', onclick: () => navigator.clipboard.writeText(text).then(() => say('Copied.'), () => say('The browser does not let this page copy: mark the query and copy it.')) }, `Copy the ${what} query`);

const titles = (list, what) => list.count > 0 && [h('h3', {}, `${list.count} ${what}${list.count > list.newest.length ? `, the newest ${list.newest.length}` : ''}`), h('ul', {}, list.newest.map(({ article }) => h('li', {}, h('a', { href: `#/articles/${encodeURIComponent(article.id)}` }, article.title ?? article.vernacularTitle ?? article.id))))];

/** The strategy as JSON, what the linter says of it as it is typed, what the sources would be asked, and what it would have found. */
function editor(alert, save) {
  const text = h('textarea', { name: 'strategy', spellcheck: 'false', 'aria-label': 'Strategy as JSON', value: JSON.stringify(alert.strategy, null, 2) });
  const findings = h('ul', { 'aria-live': 'polite' });
  const queries = h('div', {});
  const trial = h('div', { 'aria-live': 'polite' });

  function show(report) {
    findings.replaceChildren(...(report.findings.length ? report.findings.map(finding => h('li', {}, h('span', { class: finding.severity === 'error' ? 'bad' : 'fair' }, finding.severity), ` ${finding.place}: ${finding.why}; ${finding.fix}`)) : [h('li', { class: 'good' }, 'No findings.')]));
    queries.replaceChildren(...report.queries.map(asked => h('details', {}, h('summary', {}, `What ${asked.source} would be asked`), asked.queries.map(query => h('pre', { tabindex: 0 }, query)), copy(asked.queries.join('\n'), asked.source))));
  }

  function parsed() {
    try { return JSON.parse(text.value); } catch (fault) { show({ findings: [{ severity: 'error', place: 'JSON', why: fault.message, fix: 'correct it' }], queries: [] }); return undefined; }
  }

  async function lint() {
    const typed = text.value;
    const body = parsed();
    if (body === undefined) return;
    const { data } = await call('strategies/lint', { method: 'POST', body });
    if (text.value === typed) show(data);
  }

  async function attempt() {
    const body = parsed();
    if (body === undefined) return;
    trial.replaceChildren(h('p', {}, 'Reading what is stored …'));
    const since = new Date();
    since.setFullYear(since.getFullYear() - 1);
    try {
      const { data } = await call(`strategies/trial?alert=${encodeURIComponent(alert.id)}&since=${since.toISOString().slice(0, 10)}`, { method: 'POST', body });
      trial.replaceChildren(h('p', {}, `It would have matched ${data.matched.count} of ${data.read} articles stored in the last 12 months.`), ...[titles(data.gained, 'more than now'), titles(data.lost, 'that would be lost')].flat().filter(Boolean));
    } catch (refusal) {
      trial.replaceChildren(h('p', { class: 'bad', role: 'alert' }, refusal.message));
    }
  }

  let waiting;
  text.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(lint, 300); });
  show({ findings: alert.findings, queries: [] });
  lint().catch(() => {});
  return h('section', { class: 'panel' }, h('h2', {}, 'Strategy'), text, findings, queries, trial,
    h('div', { class: 'row' }, h('button', { type: 'button', class: 'main', onclick: () => { const strategy = parsed(); if (strategy !== undefined) save(strategy); } }, 'Save as a new version'),
      h('button', { type: 'button', onclick: attempt }, 'Try on what is stored')));
}

async function one(id) {
  const path = `alerts/${encodeURIComponent(id)}`;
  const { data: alert, etag } = await call(path);
  const [hits, history, runs] = await Promise.all([all(`hits?alert=${encodeURIComponent(id)}`), all(`${path}/history`), get(`runs?alert=${encodeURIComponent(id)}&pageSize=20`)]);
  const asked = [...new Map(runs.items.toReversed().map(run => [run.source, run])).values()];

  async function change(body, done) {
    try {
      await call(path, { method: 'PUT', body, etag });
      say(done);
      again();
    } catch (refusal) {
      say(refusal.message);
    }
  }

  async function pause() {
    const reason = alert.paused ? '' : await ask('Pause this alert?', 'Why it is paused', { done: 'Pause' });
    if (reason !== null) await change({ pauseReason: reason }, alert.paused ? 'Resumed.' : 'Paused.');
  }

  async function feed() {
    try {
      const { data } = await call(`${path}/feed`, { method: 'POST' });
      await ask('Feed of this alert', 'Its address for a feed reader; one given out before does not hold any more', { value: data.address, readOnly: true });
    } catch (refusal) {
      say(refusal.message);
    }
  }

  return [
    h('h1', {}, alert.name),
    h('div', { class: 'row' }, bars(hits), h('a', { href: `#/review?alert=${encodeURIComponent(id)}` }, `${hits.length} hits to review`), h('a', { href: `#/runs?alert=${encodeURIComponent(id)}` }, 'Runs'),
      h('button', { type: 'button', onclick: () => call(`${path}/searches`, { method: 'POST' }).then(({ data }) => say(`${data.searches} searches asked for.`), refusal => say(refusal.message)) }, 'Search now'),
      h('button', { type: 'button', onclick: pause }, alert.paused ? 'Resume' : 'Pause'),
      h('button', { type: 'button', onclick: feed }, 'New feed address')),
    alert.paused && h('p', { class: 'fair' }, `Paused since ${new Date(alert.paused.since).toLocaleString()} by ${alert.paused.by}: ${alert.paused.reason}`),
    table('How far each source is searched', ['Source', 'Duty', 'Last complete search', 'Since', 'Complete through', 'Last outcome'], alert.searches.map((search, i) => [
      search.source, [alert.sources[i]?.required ? 'required' : 'supplementary', h('div', { class: 'quiet' }, alert.sources[i]?.reason)], moment(search.lastCompleteAt), since(search, alert.sources[i]?.required),
      day(search.complete.at(-1)?.to), h('span', { class: tone(search.lastOutcome) }, search.lastOutcome ?? 'not searched yet')])),
    editor(alert, strategy => change({ strategy }, 'Saved as the newest version.')),
    asked.length > 0 && h('section', { class: 'panel' }, h('h2', {}, 'As the sources were asked last'), asked.map(run => [h('h3', {}, run.source), run.queries.map(query => h('pre', { tabindex: 0 }, query)), copy(run.queries.join('\n'), run.source)])),
    table('Versions of the strategy, newest first', ['Since', 'Who', 'Why', 'Differences'], alert.history.map((version, i) => [
      moment(version.since), version.by, version.reason ?? '–', i === 0 ? 'the first' : differences(alert.history[i - 1].strategy, version.strategy)]).reverse()),
    table('Who changed what, newest first', ['When', 'Who', 'What'], history.map(change => [moment(change.at), change.by, [change.what, h('ul', {}, change.fields.filter(field => field.field !== 'strategies').map(field => h('li', { class: 'quiet' }, `${field.field}: ${change.what === 'added' ? '' : `${JSON.stringify(field.old ?? null)} → `}${JSON.stringify(field.new ?? null)}`)))]])),
  ];
}
