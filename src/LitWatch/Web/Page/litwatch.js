import { h } from './dom.js';
import { search } from './search.js';
import { alerts } from './alerts.js';
import { review } from './review.js';
import { subscriptions } from './subscriptions.js';
import { runs } from './runs.js';
import { digests } from './digests.js';
import { health } from './health.js';
import { articles } from './article.js';

const views = { search, alerts, review, subscriptions, runs, digests, health, articles };
const main = document.querySelector('#main');
let leave;

// #/view/id?name=value
async function show() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...rest] = path.split('/').map(decodeURIComponent);
  const view = views[name] ?? search;
  const shown = views[name] ? name : 'search';
  leave?.abort();
  leave = new AbortController();
  const { signal } = leave;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#/${shown}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  try {
    const page = await view({ id: rest[0], query: new URLSearchParams(query), signal });
    if (signal.aborted) return;
    main.replaceChildren(...[page].flat(Infinity).filter(Boolean));
  } catch (refusal) {
    if (signal.aborted) return;
    main.replaceChildren(h('h1', {}, 'That did not work'), h('p', { class: 'bad', role: 'alert' }, refusal.message));
  }
  document.title = `${main.querySelector('h1')?.textContent ?? 'LitWatch'} – LitWatch`;
  main.focus({ preventScroll: true });
  scrollTo(0, 0);
}

document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
addEventListener('hashchange', show);
show();
