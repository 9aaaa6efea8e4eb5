// Begins everything, and the few buttons that belong to the page itself.

import { ask, notice, surface, whileBusy } from "./ask.js";
import * as combobox from "./combobox.js";
import * as composer from "./composer.js";
import * as elements from "./elements.js";
import * as live from "./live.js";
import * as menus from "./menus.js";
import * as modal from "./modal.js";

const root = document.documentElement;

const doing = {
  drawer: () => root.toggleAttribute("data-drawer"),
  theme: () => {
    const dark = getComputedStyle(root).getPropertyValue("color-scheme").trim() === "dark"
      || (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
    root.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  },
  guide: () => showGuide(root.dataset.guide !== "open"),
  restart: (pressed) => tell(pressed, "restart", {}),
  join: (pressed) => tell(pressed, "join", { channel: pressed.dataset.channel }),
  delete: async (pressed) => (await modal.confirmed(pressed)) && tell(pressed, "delete", surface(pressed)),
  dismiss: (pressed) => tell(pressed, "dismiss", surface(pressed)),
  newest: (pressed) => live.toEnd(pressed.parentElement.querySelector("[data-bottom]")),
};

function showGuide(open) {
  root.dataset.guide = open ? "open" : "closed";
  localStorage.setItem("guide", root.dataset.guide);
}

// Where the guide lies over the conversation, it makes room for what it has led to.
function followGuide() {
  if (innerWidth < 1100) showGuide(false);
}

async function tell(pressed, act, body) {
  pressed.closest("[popover]")?.hidePopover();
  const answer = await whileBusy(pressed, () => ask(act, body));
  if (answer.trouble) notice(answer.trouble);
}

async function onClick(event) {
  const link = event.target.closest("a[href^='/as/']");
  if (link && !link.target && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    link.closest("[popover]")?.hidePopover();
    if (link.closest("#guide")) followGuide();
    await live.visit(link.href);
    return;
  }
  const pressed = event.target.closest("[data-do], [data-move], [data-fill], [data-shortcut]");
  if (!pressed) {
    if (root.hasAttribute("data-drawer") && !event.target.closest("#bar")) root.removeAttribute("data-drawer");
    return;
  }
  const { do: named, move, fill, at, shortcut } = pressed.dataset;
  if (named) doing[named]?.(pressed);
  if (move) tell(pressed, "move", { seconds: Number(move) });
  if (shortcut) tell(pressed, "shortcut", { callback: shortcut, on: surface(pressed) });
  if (fill) {
    if (location.pathname !== at) await live.visit(at);
    followGuide();
    composer.fill(fill);
  }
}

function onKey(event) {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (root.hasAttribute("data-drawer")) root.removeAttribute("data-drawer");
  else document.querySelector("[data-esc]")?.click();
}

menus.start();
combobox.start();
composer.start();
elements.start();
modal.start();
live.start();
document.addEventListener("click", onClick);
document.addEventListener("keydown", onKey);
