/** What the API refused, in its own words. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? problem?.title ?? `LitWatch answered ${status}.`);
    this.status = status;
    this.errors = problem?.errors ?? {};
  }
}

function askForKey() {
  const dialog = document.querySelector('#key');
  return new Promise((resolve, reject) => {
    dialog.onclose = () => {
      const { key } = dialog.querySelector('form').elements;
      if (!key.value) { reject(new Refusal(401, { detail: 'Without a key nothing can be shown.' })); return; }
      sessionStorage.setItem('litwatch-key', key.value);
      key.value = '';
      resolve();
    };
    if (!dialog.open) dialog.showModal();
  });
}

let asking;

async function send(path, { method = 'GET', body, etag, signal } = {}) {
  const headers = {};
  const key = sessionStorage.getItem('litwatch-key');
  if (key) headers.Authorization = `Bearer ${key}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (etag) headers['If-Match'] = etag;
  const answer = await fetch(`/api/${path}`, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  if (answer.status === 401) {
    asking ??= askForKey().finally(() => { asking = undefined; });
    await asking;
    return send(path, { method, body, etag, signal });
  }
  if (!answer.ok) throw new Refusal(answer.status, await answer.json().catch(() => undefined));
  return answer;
}

/** The answer's JSON, and its version. */
export async function call(path, options) {
  const answer = await send(path, options);
  return { data: answer.status === 204 ? undefined : await answer.json(), etag: answer.headers.get('ETag') };
}

export const get = async path => (await call(path)).data;

export const blob = async (path, options) => (await send(path, options)).blob();

/** Each line of an answer that goes on, as JSON, when it comes. */
export async function* lines(path, signal) {
  const reader = (await send(path, { signal })).body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const whole = (rest + value).split('\n');
    rest = whole.pop();
    for (const line of whole) yield JSON.parse(line);
  }
}

/** All items of a list, page by page, at most so many. */
export async function all(path, most = 5000) {
  const items = [];
  let token;
  do {
    const page = await get(`${path}${path.includes('?') ? '&' : '?'}pageSize=1000${token ? `&continuationToken=${encodeURIComponent(token)}` : ''}`);
    items.push(...page.items);
    token = page.continuationToken;
  } while (token && items.length < most);
  return items;
}
