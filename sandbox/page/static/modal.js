// The stack of modals: one dialog whose top view is shown. Also the question that is asked before some buttons act.

import { ask, notice, whileBusy } from "./ask.js";
import { values } from "./fields.js";

const dialog = () => document.getElementById("modal");
const top = () => dialog().querySelector(".view:not([hidden])");
let before = null;
let shown = null;
let known = new Set();
let submitted = Promise.resolve();
let closing = false;

// Opens, closes and focuses after the views were redrawn.
export function settleModal() {
  const view = top();
  if (view && !dialog().open) {
    before = document.activeElement;
    dialog().showModal();
  }
  if (!view && dialog().open) {
    dialog().close();
    if (before?.isConnected) before.focus();
  }
  const invalid = view?.querySelector(".error:not([data-seen])");
  if (invalid) {
    for (const error of view.querySelectorAll(".error")) error.dataset.seen = "";
    invalid.closest(".block").querySelector("input, textarea, button")?.focus();
  } else if (view && (view.dataset.view !== shown || isNextPage(view))) {
    focusFirst(view);
  } else if (view && !dialog().contains(document.activeElement)) {
    // What was pressed has gone; what came for it is where a person goes on.
    fieldsOf(view).find((field) => !known.has(field.id))?.focus();
  }
  shown = view?.dataset.view ?? null;
  known = new Set(view ? fieldsOf(view).map((field) => field.id) : []);
}

// A view that was updated to other fields only is read from its beginning, like one that was opened.
function isNextPage(view) {
  const fields = fieldsOf(view);
  return known.size > 0 && fields.length > 0 && !fields.some((field) => known.has(field.id));
}

const fieldsOf = (view) => [...view.querySelectorAll(".blocks :is(input, textarea):not([hidden])")];

function focusFirst(view) {
  const wanted = view.querySelector("[data-focus]") ?? fieldsOf(view)[0]
    ?? view.querySelector("footer .primary") ?? view.querySelector("footer button");
  wanted?.focus();
  if (wanted?.matches("input[type=text]:not([role])")) wanted.setSelectionRange(wanted.value.length, wanted.value.length);
  view.querySelector(".scroll").scrollTop = 0;
}

async function submit(view) {
  if (view.getAttribute("aria-busy")) return;
  say(view, "");
  for (const error of view.querySelectorAll(".error")) delete error.dataset.seen;
  submitted = whileBusy(view, () => ask("submit", { view: view.dataset.view, answers: values(view) }));
  const answer = await submitted;
  if (answer.trouble) say(view, answer.trouble);
}

// What was submitted is answered first, though what came of it may be seen already; if the view went with the answer, all is well.
async function close(view, whole) {
  if (closing) return;
  closing = true;
  const waits = view.getAttribute("aria-busy");
  await submitted;
  const answer = await whileBusy(view, () => ask("close", { view: view.dataset.view, whole }));
  closing = false;
  if (answer.trouble && !waits) notice(answer.trouble);
}

export function say(view, sentence) {
  view.querySelector(".trouble").textContent = sentence;
}

// Resolves to whether the person said yes; without a question beside the element, they did.
export function confirmed(element) {
  const question = element.querySelector("template.confirmation");
  if (!question) return Promise.resolve(true);
  element.closest("[popover]")?.hidePopover();
  const box = document.getElementById("question");
  box.replaceChildren(question.content.cloneNode(true));
  box.returnValue = "";
  box.showModal();
  box.querySelector("[value=confirm]").focus();
  return new Promise((resolve) => {
    box.onclick = (event) => {
      const pressed = event.target.closest("button");
      if (pressed) box.close(pressed.value);
    };
    box.onclose = () => resolve(box.returnValue === "confirm");
  });
}

export function start() {
  dialog().addEventListener("cancel", (event) => {
    if (event.target !== dialog()) return;
    event.preventDefault();
    const view = top();
    if (view) close(view, false);
  });
  // Chromium lets a second Escape through; the view must then still be told.
  dialog().addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    const view = top();
    if (view) close(view, false);
  });
  dialog().addEventListener("submit", (event) => {
    event.preventDefault();
    submit(event.target);
  });
  dialog().addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-do]");
    if (pressed?.dataset.do === "back") close(pressed.closest(".view"), false);
    if (pressed?.dataset.do === "cross") close(pressed.closest(".view"), true);
  });
  dialog().addEventListener("input", (event) => {
    const block = event.target.closest(".block");
    block?.querySelector(".error")?.remove();
    event.target.removeAttribute("aria-invalid");
  });
}
