// Takes over what differs between what is shown and what the server has drawn, and leaves the rest alone:
// a piece whose data-hash is the same is not touched, so that a person's typing, focus and scroll position stay.

import { restore, values } from "./fields.js";

export function morph(from, to) {
  if (from.dataset?.hash && from.dataset.hash === to.dataset?.hash) {
    syncAttributes(from, to);
    return;
  }
  if (from.hasAttribute?.("data-keep") && key(from) === key(to)) return;
  if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName || from.dataset?.hash || key(from) !== key(to)) {
    replace(from, to);
    return;
  }
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.data !== to.data) from.data = to.data;
    return;
  }
  syncAttributes(from, to);
  morphChildren(from, to);
}

export function morphChildren(from, to) {
  const keyed = new Map();
  for (const child of from.children) if (key(child)) keyed.set(key(child), child);
  let at = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const match = key(wanted) ? keyed.get(key(wanted)) : at && !key(at) && at.nodeName === wanted.nodeName ? at : null;
    if (!match) {
      from.insertBefore(wanted, at);
      continue;
    }
    if (match === at) at = at.nextSibling;
    else from.insertBefore(match, at);
    morph(match, wanted);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function key(node) {
  return node.dataset?.key;
}

// A new piece takes over what a person typed into the fields of the old one, and the focus.
function replace(from, to) {
  const focused = from.contains?.(document.activeElement) ? document.activeElement.id : "";
  const kept = from.querySelectorAll ? values(from) : [];
  from.replaceWith(to);
  if (kept.length) restore(to, kept);
  if (focused) document.getElementById(focused)?.focus();
}

// What the browser and this page's scripts set, and the server does not know.
const OURS = new Set(["open", "style", "aria-busy", "aria-expanded", "aria-activedescendant"]);

function syncAttributes(from, to) {
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !OURS.has(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value && !OURS.has(name)) from.setAttribute(name, value);
  }
}
