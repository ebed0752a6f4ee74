// Every text from outside goes into the page as text nodes only.
export function h(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'value') node.value = value;
    else if (key === 'checked') node.checked = value;
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter(child => child !== undefined && child !== null && child !== false));
  return node;
}

export function table(caption, columns, rows) {
  return h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': caption }, h('table', {},
    h('caption', {}, caption),
    h('thead', {}, h('tr', {}, columns.map(column => h('th', { scope: 'col' }, column)))),
    h('tbody', {}, rows.map(([first, ...rest]) => h('tr', {}, h('th', { scope: 'row' }, first), rest.map(cell => h('td', {}, cell)))))));
}

export const moment = text => text ? h('time', { datetime: text }, new Date(text).toLocaleString()) : '–';

export const day = text => text ?? '–';

export const tone = outcome => outcome === 'complete' ? 'good' : outcome ? 'bad' : 'quiet';

export function say(text) {
  const status = document.querySelector('#status');
  status.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { status.textContent = ''; }, 8000);
}

/** Asks in a dialog; null when it is left without an answer. */
export function ask(title, label, { value = '', done = 'OK', readOnly = false } = {}) {
  const field = h('input', { name: 'answer', value, readonly: readOnly, required: !readOnly, autocomplete: 'off' });
  const dialog = h('dialog', { 'aria-labelledby': 'asked' },
    h('form', { method: 'dialog' }, h('h2', { id: 'asked' }, title), h('label', {}, label, field),
      h('button', { class: 'main', value: 'done' }, done), !readOnly && h('button', { value: '', formnovalidate: true }, 'Cancel')));
  document.body.append(dialog);
  return new Promise(resolve => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'done' ? field.value.trim() : null);
    });
    dialog.showModal();
    field.select();
  });
}

export const again = () => dispatchEvent(new HashChangeEvent('hashchange'));

export function download(blob, name) {
  const link = h('a', { href: URL.createObjectURL(blob), download: name });
  link.click();
  // A busy browser begins to read it late, and would save an empty file.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
