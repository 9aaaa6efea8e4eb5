// The select menus: a box to type in, a list under it, keys as the ARIA pattern for a combobox has them.

import { ask, surface } from "./ask.js";
import { changed } from "./elements.js";
import { answerOf, setCombo } from "./fields.js";
import { placeBelow, step } from "./menus.js";

const comboOf = (node) => node.closest?.(".combo");
const boxOf = (combo) => combo.querySelector("input");
const listOf = (combo) => combo.querySelector("[role=listbox]");
const elementOf = (combo) => combo.closest("[data-element]");
const isOpen = (combo) => listOf(combo).matches(":popover-open");
const shownOptions = (combo) => [...listOf(combo).querySelectorAll("[role=option]:not([hidden])")];
let asked = 0;

function open(combo) {
  if (isOpen(combo)) return;
  listOf(combo).showPopover();
  boxOf(combo).setAttribute("aria-expanded", "true");
  mark(combo);
  if (combo.dataset.suggest !== undefined) suggest(combo);
  else filter(combo, "");
  placeBelow(listOf(combo), combo);
}

function close(combo) {
  if (isOpen(combo)) listOf(combo).hidePopover();
  boxOf(combo).setAttribute("aria-expanded", "false");
  boxOf(combo).removeAttribute("aria-activedescendant");
  if (!("many" in combo.dataset)) boxOf(combo).value = combo.dataset.label ?? "";
}

function mark(combo) {
  const chosen = new Set(answerOf(elementOf(combo)).map((each) => each.value));
  for (const option of listOf(combo).querySelectorAll("[role=option]")) {
    option.ariaSelected = String(chosen.has(option.dataset.value));
  }
}

function filter(combo, typed) {
  const wanted = typed.trim().toLocaleLowerCase();
  for (const group of listOf(combo).querySelectorAll("[role=group]")) {
    const options = [...group.querySelectorAll("[role=option]")];
    for (const option of options) option.hidden = !option.textContent.toLocaleLowerCase().includes(wanted);
    group.hidden = options.every((option) => option.hidden);
  }
  empty(combo, shownOptions(combo).length ? "" : "Nothing found");
  activate(combo, wanted ? shownOptions(combo)[0] : null);
}

function empty(combo, words) {
  listOf(combo).querySelector(".none")?.remove();
  if (!words) return;
  const line = document.createElement("p");
  line.className = "none";
  line.textContent = words;
  listOf(combo).append(line);
}

// Letters for the bot: asked once the person rests, and only the last answer counts.
async function suggest(combo, typed = "") {
  const list = listOf(combo);
  const least = Number(combo.dataset.suggest);
  const mine = ++asked;
  if (typed.length < least) {
    list.replaceChildren();
    empty(combo, `Type ${least === 1 ? "a letter" : `${least} letters`} to search`);
    return;
  }
  await new Promise((rested) => setTimeout(rested, 150));
  if (mine !== asked) return;
  const element = elementOf(combo);
  const answer = await ask("suggest", {
    on: surface(combo), block: element.dataset.block, action: element.dataset.action, query: typed, list: list.id,
  });
  if (mine !== asked) return;
  list.innerHTML = answer.html ?? "";
  mark(combo);
  const found = shownOptions(combo);
  empty(combo, answer.trouble ?? (found.length ? "" : "Nothing found"));
  activate(combo, found[0]);
  placeBelow(list, combo);
}

function activate(combo, option) {
  for (const other of listOf(combo).querySelectorAll(".active")) other.classList.remove("active");
  option?.classList.add("active");
  option?.scrollIntoView({ block: "nearest" });
  if (option) boxOf(combo).setAttribute("aria-activedescendant", option.id);
  else boxOf(combo).removeAttribute("aria-activedescendant");
}

function choose(combo, option) {
  const one = { value: option.dataset.value, label: option.dataset.label };
  const before = answerOf(elementOf(combo));
  const many = "many" in combo.dataset;
  const again = before.some((each) => each.value === one.value);
  const after = !many ? [one] : again ? before.filter((each) => each.value !== one.value) : [...before, one];
  // Whoever typed has found the one they looked for; whoever reads the list may go on choosing.
  finish(combo, after, !many || boxOf(combo).value.trim() !== "");
}

function finish(combo, after, closing = true) {
  setCombo(combo, after);
  mark(combo);
  if (closing) close(combo);
  else {
    if (combo.dataset.suggest === undefined) filter(combo, "");
    placeBelow(listOf(combo), combo);
  }
  combo.closest(".block")?.querySelector(".error")?.remove();
  boxOf(combo).removeAttribute("aria-invalid");
  changed(elementOf(combo));
}

function onKey(event) {
  const combo = event.target.role === "combobox" && comboOf(event.target);
  if (!combo) return;
  const active = listOf(combo).querySelector(".active");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    open(combo);
    activate(combo, step(shownOptions(combo), active, event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (isOpen(combo) && active) choose(combo, active);
    else open(combo);
  } else if (event.key === "Escape" && isOpen(combo)) {
    event.preventDefault();
    event.stopPropagation();
    close(combo);
  } else if (event.key === "Backspace" && event.target.value === "" && "many" in combo.dataset) {
    const before = answerOf(elementOf(combo));
    if (before.length) finish(combo, before.slice(0, -1), !isOpen(combo));
  } else if (event.key === "Tab") {
    close(combo);
  }
}

function onInput(event) {
  const combo = event.target.role === "combobox" && comboOf(event.target);
  if (!combo) return;
  event.stopPropagation();
  open(combo);
  if (combo.dataset.suggest !== undefined) suggest(combo, event.target.value);
  else filter(combo, event.target.value);
  if (event.target.value === "" && "clear" in combo.dataset && combo.dataset.value !== undefined) finish(combo, [], false);
}

export function start() {
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("input", onInput);
  document.addEventListener("pointerdown", (event) => {
    const combo = comboOf(event.target);
    for (const other of document.querySelectorAll(".combo")) if (other !== combo && isOpen(other)) close(other);
    if (combo && !event.target.matches("input")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const combo = comboOf(event.target);
    if (!combo) return;
    const option = event.target.closest("[role=option]");
    const removed = event.target.closest(".chip button")?.closest(".chip");
    if (option) choose(combo, option);
    else if (removed) finish(combo, answerOf(elementOf(combo)).filter((each) => each.value !== removed.dataset.value), true);
    else if (!event.target.closest("[role=listbox]")) {
      boxOf(combo).focus();
      open(combo);
      if (!("many" in combo.dataset)) boxOf(combo).select();
    }
  });
  document.addEventListener("focusout", (event) => {
    const combo = event.target.role === "combobox" && comboOf(event.target);
    if (combo && !combo.contains(event.relatedTarget)) close(combo);
  });
}
