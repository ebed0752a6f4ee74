import { h, table, moment, day, say, tone } from './dom.js';
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

async function one(id) {
  const path = `alerts/${encodeURIComponent(id)}`;
  const { data: alert, etag } = await call(path);
  const [hits, history, runs] = await Promise.all([all(`hits?alert=${encodeURIComponent(id)}`), all(`${path}/history`), get(`runs?alert=${encodeURIComponent(id)}&pageSize=20`)]);
  const queries = [...new Map(runs.items.map(run => [run.source, run])).values()];
  const findings = h('ul', { 'aria-live': 'polite' });
  const editor = h('textarea', { name: 'strategy', spellcheck: 'false', 'aria-label': 'Strategy as JSON', value: JSON.stringify(alert.strategy, null, 2) });
  const say2 = list => findings.replaceChildren(...(list.length ? list.map(finding => h('li', {}, h('span', { class: finding.severity === 'error' ? 'bad' : 'fair' }, finding.severity), ` ${finding.place}: ${finding.why}; ${finding.fix}`)) : [h('li', { class: 'good' }, 'No findings.')]));
  say2(alert.findings);
  let waiting;
  editor.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const typed = editor.value;
      let body;
      try { body = JSON.parse(typed); } catch (fault) { say2([{ severity: 'error', place: 'JSON', why: fault.message, fix: 'correct it' }]); return; }
      const report = await call('strategies/lint', { method: 'POST', body });
      if (editor.value === typed) say2(report.data.findings);
    }, 300);
  });

  async function change(body, done) {
    try {
      await call(path, { method: 'PUT', body, etag });
      say(done);
      dispatchEvent(new HashChangeEvent('hashchange'));
    } catch (refusal) {
      say(refusal.message);
    }
  }

  async function pause() {
    const reason = alert.paused ? '' : prompt('Why is this alert paused?');
    if (reason !== null) await change({ pauseReason: reason }, alert.paused ? 'Resumed.' : 'Paused.');
  }

  return [
    h('h1', {}, alert.name),
    h('div', { class: 'row' }, bars(hits), h('a', { href: `#/review?alert=${encodeURIComponent(id)}` }, `${hits.length} hits to review`), h('a', { href: `#/runs?alert=${encodeURIComponent(id)}` }, 'Runs'),
      h('button', { type: 'button', onclick: () => call(`${path}/searches`, { method: 'POST' }).then(({ data }) => say(`${data.searches} searches asked for.`), refusal => say(refusal.message)) }, 'Search now'),
      h('button', { type: 'button', onclick: pause }, alert.paused ? 'Resume' : 'Pause'),
      h('button', { type: 'button', onclick: () => call(`${path}/feed`, { method: 'POST' }).then(({ data }) => prompt('Feed address; the one before does not hold any more:', data.address), refusal => say(refusal.message)) }, 'New feed address')),
    alert.paused && h('p', { class: 'fair' }, `Paused since ${new Date(alert.paused.since).toLocaleString()} by ${alert.paused.by}: ${alert.paused.reason}`),
    table('How far each source is searched', ['Source', 'Duty', 'Last complete search', 'Since', 'Complete through', 'Last outcome'], alert.searches.map((search, i) => [
      search.source, [alert.sources[i]?.required ? 'required' : 'supplementary', h('div', { class: 'quiet' }, alert.sources[i]?.reason)], moment(search.lastCompleteAt), since(search, alert.sources[i]?.required),
      day(search.complete.at(-1)?.to), h('span', { class: tone(search.lastOutcome) }, search.lastOutcome ?? 'not searched yet')])),
    h('section', { class: 'panel' }, h('h2', {}, 'Strategy'), editor, findings,
      h('button', { type: 'button', class: 'main', onclick: () => { try { change({ strategy: JSON.parse(editor.value) }, 'Saved as the newest version.'); } catch (fault) { say(fault.message); } } }, 'Save as a new version')),
    queries.length > 0 && h('section', { class: 'panel' }, h('h2', {}, 'As the sources were asked last'), queries.map(run => [h('h3', {}, run.source), run.queries.map(query => h('pre', { tabindex: 0 }, query)),
      h('button', { type: 'button', onclick: () => navigator.clipboard.writeText(run.queries.join('\n')).then(() => say('Copied.')) }, `Copy the ${run.source} query`)])),
    h('h2', {}, 'History'),
    table('Who changed what, newest first', ['When', 'Who', 'What'], history.map(change => [moment(change.at), change.by, [change.what, h('ul', {}, change.fields.map(field => h('li', { class: 'quiet' }, `${field.field}: ${JSON.stringify(field.old ?? null)} → ${JSON.stringify(field.new ?? null)}`)))]])),
  ];
}
