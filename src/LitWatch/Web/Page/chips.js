import { h } from './dom.js';
import { get } from './api.js';

/** A field of several synonyms: Enter or a comma makes a chip, Backspace in the empty field takes the last one back; the team's vocabularies suggest more. */
export function chips(label, name, kind, terms = []) {
  const list = h('ul', { class: 'chips' });
  const hints = h('ul', { class: 'suggestions', 'aria-label': `Suggestions for ${label}` });
  const input = h('input', { name, autocomplete: 'off', 'aria-describedby': `${name}-hint` });

  function draw() {
    list.replaceChildren(...terms.map((term, i) => h('li', {}, h('button', { type: 'button', 'aria-label': `Remove ${term}`, onclick: () => { terms.splice(i, 1); draw(); input.focus(); } }, `${term} ×`))));
  }

  function add(text) {
    for (const term of text.split(',').map(part => part.trim()).filter(Boolean)) if (!terms.includes(term)) terms.push(term);
    input.value = '';
    hints.replaceChildren();
    draw();
  }

  let waiting;
  async function suggest() {
    const typed = input.value.trim();
    if (typed.length < 3) { hints.replaceChildren(); return; }
    const { items } = await get(`suggestions?term=${encodeURIComponent(typed)}&kind=${kind}&unfinished=true`).catch(() => ({ items: [] }));
    if (input.value.trim() !== typed) return;
    hints.replaceChildren(...items.slice(0, 6).map(one => h('li', {}, h('button', { type: 'button', onclick: () => { one.terms.filter(term => typeof term === 'string').forEach(add); input.focus(); } }, `${one.name}: ${one.terms.length} terms`))));
  }

  input.addEventListener('keydown', event => {
    if ((event.key === 'Enter' || event.key === ',') && input.value.trim()) { event.preventDefault(); add(input.value); }
    if (event.key === 'Backspace' && !input.value && terms.length) { terms.pop(); draw(); }
  });
  input.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(suggest, 200); });
  draw();
  const field = h('div', { class: 'field' }, h('label', {}, label, input), h('p', { class: 'quiet', id: `${name}-hint` }, 'Enter adds a synonym; * after four letters takes every ending.'), list, hints);
  return { field, all: () => { add(input.value); return [...terms]; } };
}
