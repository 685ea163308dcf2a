/* Building the page: elements from data, text always as text, and parts redrawn only when their data changed. */

/** Make an element. Attributes: `on…` are listeners, booleans are set or left out; children are nodes, texts, lists or nothing. */
export function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "style") for (const [property, amount] of Object.entries(value)) node.style.setProperty(property, amount);
    else if (key === "value") node.value = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  append(node, children);
  return node;
}

function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
}

const drawn = new WeakMap();

/** Redraw a part of the page from its data if that differs from what it shows; the focus stays where it was. */
export function show(place, data, draw) {
  if (!place) return;
  const now = JSON.stringify(data);
  if (drawn.get(place) === now) return;
  drawn.set(place, now);
  const held = place.contains(document.activeElement) ? document.activeElement : null;
  const key = held && (held.id || held.dataset.key);
  const typed = held && "selectionStart" in held ? [held.value, held.selectionStart, held.selectionEnd] : null;
  const open = new Set([...place.querySelectorAll("details[open][data-key]")].map((part) => part.dataset.key));
  const scrolled = place.scrollTop;
  place.replaceChildren();
  append(place, [draw(data)]);
  for (const part of place.querySelectorAll("details[data-key]")) if (open.has(part.dataset.key)) part.open = true;
  place.scrollTop = scrolled;
  if (!key) return;
  const again = [...place.querySelectorAll("[id],[data-key]")].find((part) => part.id === key || part.dataset.key === key);
  if (!again) return;
  again.focus({ preventScroll: true });
  if (typed && "value" in again) {
    again.value = typed[0];
    try { again.setSelectionRange(typed[1], typed[2]); } catch (e) { /* not a text field */ }
  }
}

/** Forget what a part shows, so that it is drawn anew. */
export function forget(place) { drawn.delete(place); }

export const part = (name) => document.querySelector(`[data-part="${name}"]`);
export const parts = (name) => [...document.querySelectorAll(`[data-part="${name}"]`)];

const texts = JSON.parse(document.getElementById("texts")?.textContent || "{}");

/** Return a text of the catalogue by its id, {names} filled in; with `n`, the form for one or for many. */
export function t(id, values = {}) {
  let text = texts[id];
  if (values.n === 1 && texts[`${id}.one`] !== undefined) text = texts[`${id}.one`];
  if (text === undefined) return id;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export const number = (value, digits = 0) =>
  Number(value).toLocaleString(document.documentElement.lang || "en", { maximumFractionDigits: digits, minimumFractionDigits: 0 });

/** A month "2025-01" as people write it. */
export function monthName(month) {
  const [year, number_] = String(month).split("-").map(Number);
  return year ? new Date(Date.UTC(year, number_ - 1, 1)).toLocaleDateString(document.documentElement.lang || "en", { month: "short", year: "numeric", timeZone: "UTC" }) : "";
}

export function announce(text) {
  const place = document.getElementById("said");
  if (place) place.textContent = text;
}
