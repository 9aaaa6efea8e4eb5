// What people press and choose in messages, modals and Home, told to the server.

import { ask, notice, surface, whileBusy } from "./ask.js";
import { answerOf, values } from "./fields.js";
import { confirmed, say } from "./modal.js";

const TYPED = "plain_text_input, number_input, email_text_input, url_text_input".split(", ");

// Presses an element; `answer` is what was chosen, for those that hold nothing themselves.
export async function press(element, answer = answerOf(element)) {
  if (element.getAttribute("aria-busy")) return;
  const view = element.closest("form.view");
  if (!(await confirmed(element))) return;
  const reply = await whileBusy(element, () => ask("press", {
    on: surface(element),
    block: element.dataset.block,
    action: element.dataset.action,
    answer,
    answers: view ? values(view) : [],
  }));
  if (!reply.trouble) return;
  if (view?.isConnected) say(view, reply.trouble);
  else notice(reply.trouble);
}

// A choice that the bot is not told at once is kept for when the page is drawn anew.
export function changed(element) {
  const told = element.dataset.told;
  if (told !== undefined && !TYPED.includes(element.dataset.type)) return press(element);
  const view = element.closest("[data-view]");
  if (view) {
    ask("type", {
      on: surface(element), block: element.dataset.block, action: element.dataset.action, answer: answerOf(element),
    });
  }
}

function onKey(event) {
  const element = event.target.closest?.("[data-element]");
  if (!element || event.key !== "Enter" || event.isComposing || event.shiftKey) return;
  if (element.dataset.told?.includes("on_enter_pressed") && TYPED.includes(element.dataset.type)) {
    event.preventDefault();
    press(element);
  } else if (event.target.matches("textarea") && (event.ctrlKey || event.metaKey)) {
    event.target.form?.requestSubmit();
  }
}

let pause = null;

function onInput(event) {
  const element = event.target.closest?.("[data-element]");
  if (!element || !TYPED.includes(element.dataset.type)) return;
  count(element);
  if (!element.dataset.told?.includes("on_character_entered")) return;
  clearTimeout(pause);
  pause = setTimeout(() => press(element), 300);
}

// The letters that are left are shown when there are few.
function count(element) {
  const counter = element.querySelector(".counter");
  const typed = element.querySelector("input, textarea");
  if (!counter || typed.maxLength < 0) return;
  const left = typed.maxLength - typed.value.length;
  counter.textContent = left <= 100 ? left : "";
}

export function start() {
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-type=button] :is(button, a), [data-type=overflow] [role=menuitem]");
    if (!pressed || pressed.closest("#question")) return;
    const element = pressed.closest("[data-element]");
    const answer = pressed.role === "menuitem" ? [{ value: pressed.dataset.value }] : [];
    pressed.closest("[popover]")?.hidePopover();
    press(element, answer);
  });
  document.addEventListener("change", (event) => {
    const element = event.target.closest("[data-element]");
    if (element && !event.target.matches("[role=combobox]")) changed(element);
  });
  document.addEventListener("keydown", onKey);
  document.addEventListener("input", onInput);
}
