// Keeps the page as the server sees it: regions that changed arrive as they happen, and links are followed in place.

import { morph, morphChildren } from "./morph.js";
import { settleModal } from "./modal.js";
import { settleComposers } from "./composer.js";

let stream = null;
let lost = null;
let again = null;

const regions = () => document.querySelectorAll("[data-region]");

// The server is told the mark of each region that is shown, so that it sends the others only: also after a break.
export function listen() {
  stream?.close();
  clearTimeout(again);
  if (document.hidden || !document.body.dataset.person) return;
  const asked = new URLSearchParams(location.search);
  for (const region of regions()) asked.set(region.id, region.dataset.mark);
  stream = new EventSource(`${location.pathname}/live?${asked}`);
  stream.addEventListener("region", (event) => show(JSON.parse(event.data)));
  stream.onopen = () => {
    clearTimeout(lost);
    lost = null;
    document.documentElement.removeAttribute("data-lost");
  };
  stream.onerror = () => {
    stream.close();
    lost ??= setTimeout(() => document.documentElement.setAttribute("data-lost", ""), 1500);
    again = setTimeout(listen, 1000);
  };
}

function show({ name, mark, html }) {
  const region = document.getElementById(name);
  const drawn = region.cloneNode(false);
  drawn.innerHTML = html;
  keepingPlace(region, () => morphChildren(region, drawn));
  region.dataset.mark = mark;
  settled(region);
}

export async function visit(url, { remember = true } = {}) {
  let answer;
  try {
    answer = await fetch(url, { headers: { Accept: "text/html" } });
  } catch {
    location.assign(url);
    return;
  }
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || !drawn.body.dataset.person) {
    location.assign(url);
    return;
  }
  const reached = new URL(answer.url);
  reached.hash = new URL(url, location.href).hash;
  if (remember) history.pushState({}, "", reached);
  document.title = drawn.title;
  document.body.dataset.person = drawn.body.dataset.person;
  // All together: a thread that opens makes the conversation beside it narrower, and longer.
  keepingPlace(document, () => {
    for (const region of regions()) morph(region, document.adoptNode(drawn.getElementById(region.id)));
  });
  for (const region of regions()) settled(region);
  document.documentElement.removeAttribute("data-drawer");
  listen();
  pointAt(reached.hash);
}

// A list that was read at its end stays at its end; one that was not says that there is more.
function keepingPlace(region, change) {
  const before = new Map();
  for (const list of region.querySelectorAll("[data-bottom]")) {
    before.set(list.dataset.key, { atEnd: isAtEnd(list), last: lastOf(list) });
  }
  change();
  for (const list of region.querySelectorAll("[data-bottom]")) {
    const was = before.get(list.dataset.key);
    if (!was || was.atEnd) list.scrollTop = list.scrollHeight;
    else if (was.last !== lastOf(list)) newer(list, true);
  }
}

const lastOf = (list) => list.querySelector(".messages > :last-child")?.dataset.key;
const isAtEnd = (list) => list.scrollHeight - list.scrollTop - list.clientHeight < 48;

function newer(list, shown) {
  const pill = list.parentElement.querySelector(".newer");
  if (pill) pill.hidden = !shown;
}

export function toEnd(list) {
  list.scrollTo({ top: list.scrollHeight, behavior: "smooth" });
  newer(list, false);
}

function settled(region) {
  if (region.id === "modal") settleModal();
  if (region.id === "main" || region.id === "side") settleComposers(region);
}

function pointAt(hash) {
  const target = hash && document.getElementById(hash.slice(1));
  if (!target) return;
  target.scrollIntoView({ block: "center" });
  target.classList.add("pointed");
}

export function start() {
  for (const list of document.querySelectorAll("[data-bottom]")) list.scrollTop = list.scrollHeight;
  document.addEventListener("load", (event) => {
    const list = event.target.closest?.("[data-bottom]");
    if (list && isAtEnd(list) === false && list.scrollHeight - list.scrollTop - list.clientHeight < 48 + event.target.height) {
      list.scrollTop = list.scrollHeight;
    }
  }, true);
  document.addEventListener("scroll", (event) => {
    if (event.target.matches?.("[data-bottom]") && isAtEnd(event.target)) newer(event.target, false);
  }, true);
  document.addEventListener("visibilitychange", () => (document.hidden ? stream?.close() : listen()));
  addEventListener("popstate", () => visit(location.href, { remember: false }));
  settled(document.getElementById("modal"));
  settleComposers(document);
  listen();
  pointAt(location.hash);
}
