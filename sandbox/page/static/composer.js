// Where a person writes: Enter sends, Shift+Enter makes a line, / and @ offer what can be completed.

import { ask, notice, whileBusy } from "./ask.js";
import { step } from "./menus.js";

const menu = () => document.getElementById("completion");
const offered = () => JSON.parse(document.getElementById("completions").textContent);
const isWriting = (node) => node.matches?.(".composer textarea");
const draftOf = (form) => `draft ${location.pathname.split("/")[2]} ${form.dataset.channel} ${form.dataset.thread}`;
let writing = null;

function grow(area) {
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight, 200)}px`;
  area.form.toggleAttribute("data-ready", area.value.trim() !== "");
}

// The word before the caret that can be completed: a command at the very beginning, or a mention.
function word(area) {
  const before = area.value.slice(0, area.selectionStart);
  const command = !area.form.dataset.thread && /^\/[\w-]*$/.exec(before);
  return command?.[0] ?? /(?:^|\s)(@[\w.-]*)$/.exec(before)?.[1] ?? null;
}

function complete(area) {
  const typed = word(area);
  if (typed === null) return hide();
  const all = typed.startsWith("/") ? offered().commands : offered().people;
  const wanted = typed.toLocaleLowerCase();
  const found = all.filter((each) => each.name.toLocaleLowerCase().startsWith(wanted)
    || (wanted[0] === "@" && each.hint.toLocaleLowerCase().startsWith(wanted.slice(1)))).slice(0, 12);
  if (!found.length) return hide();
  writing = area;
  menu().replaceChildren(...found.map(line));
  if (!menu().matches(":popover-open")) menu().showPopover();
  activate(menu().firstElementChild);
  placeAbove(area.form);
}

function line(each, index) {
  const made = document.createElement("div");
  made.role = "option";
  made.id = `completion-${index}`;
  made.dataset.name = each.name;
  const name = document.createElement("strong");
  name.textContent = each.name;
  const hint = document.createElement("span");
  hint.className = "usage";
  hint.textContent = each.hint;
  const about = document.createElement("small");
  about.textContent = each.about;
  made.append(name, hint, about);
  return made;
}

function placeAbove(form) {
  const at = form.getBoundingClientRect();
  const box = menu();
  box.style.width = `${at.width}px`;
  box.style.maxHeight = `${Math.min(380, at.top - 60)}px`;
  box.style.left = `${at.left}px`;
  box.style.top = `${at.top - box.getBoundingClientRect().height - 4}px`;
}

function activate(option) {
  menu().querySelector(".active")?.classList.remove("active");
  option?.classList.add("active");
  option?.scrollIntoView({ block: "nearest" });
  if (option) writing.setAttribute("aria-activedescendant", option.id);
}

function hide() {
  if (menu().matches(":popover-open")) menu().hidePopover();
  writing?.removeAttribute("aria-activedescendant");
  writing = null;
}

function take(option) {
  const area = writing;
  const typed = word(area) ?? "";
  const at = area.selectionStart;
  area.setRangeText(`${option.dataset.name} `, at - typed.length, at, "end");
  hide();
  area.focus();
  grow(area);
  keep(area);
}

function keep(area) {
  if (area.value) sessionStorage.setItem(draftOf(area.form), area.value);
  else sessionStorage.removeItem(draftOf(area.form));
}

async function send(form) {
  const area = form.querySelector("textarea");
  const text = area.value.trim();
  if (!text || form.getAttribute("aria-busy")) return;
  hide();
  write(area, "");
  toEnd(form.parentElement);
  const { channel, thread } = form.dataset;
  const answer = await whileBusy(form, () => ask("say", { channel, thread: thread || null, text }));
  if (!answer.trouble) return;
  notice(answer.trouble);
  if (!area.value) write(area, text);
}

// Whoever writes wants to see what comes of it.
function toEnd(conversation) {
  const list = conversation.querySelector("[data-bottom]");
  if (list) list.scrollTop = list.scrollHeight;
}

function write(area, text) {
  area.value = text;
  grow(area);
  keep(area);
}

// Puts a line into the composer of the conversation that is open, ready to be sent.
export function fill(text) {
  const area = document.querySelector("#main .composer textarea");
  if (!area) return;
  write(area, text);
  area.focus();
  area.setSelectionRange(text.length, text.length);
}

export function settleComposers(root) {
  for (const area of root.querySelectorAll(".composer textarea")) {
    if (area.dataset.settled) continue;
    area.dataset.settled = "yes";
    write(area, sessionStorage.getItem(draftOf(area.form)) ?? "");
    if (area.form.dataset.thread) area.focus();
  }
}

function onKey(event) {
  if (!isWriting(event.target) || event.isComposing) return;
  const active = menu().querySelector(".active");
  if (writing && active) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      return activate(step([...menu().children], active, by));
    }
    const whole = event.key === "Enter" && active.dataset.name === word(event.target).toLocaleLowerCase();
    if (event.key === "Tab" || (event.key === "Enter" && !whole)) {
      event.preventDefault();
      return take(active);
    }
    if (event.key === "Escape") {
      event.preventDefault();
      return hide();
    }
  }
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send(event.target.form);
  }
}

export function start() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("input", (event) => {
    if (!isWriting(event.target)) return;
    grow(event.target);
    keep(event.target);
    complete(event.target);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".composer")) return;
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("#completion [role=option]");
    if (option) {
      event.preventDefault();
      take(option);
    } else if (!isWriting(event.target)) hide();
  });
}
