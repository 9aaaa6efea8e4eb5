// Menus that open over the page: where they stand, and how the keys walk through them.

export function step(items, current, by) {
  if (!items.length) return null;
  const at = items.indexOf(current);
  return items[at < 0 ? (by > 0 ? 0 : items.length - 1) : (at + by + items.length) % items.length];
}

const anchors = new WeakMap();

// Puts a popover below its anchor, or above it where there is more room.
export function placeBelow(menu, anchor, { right = false } = {}) {
  const at = anchor.getBoundingClientRect();
  const below = innerHeight - at.bottom - 12;
  const above = at.top - 12;
  menu.style.maxHeight = `${Math.max(120, Math.min(360, Math.max(below, above)))}px`;
  if (menu.matches(".listbox")) menu.style.minWidth = `${Math.min(at.width, innerWidth - 16)}px`;
  const { width, height } = menu.getBoundingClientRect();
  const up = height > below && above > below;
  const left = right ? at.right - width : at.left;
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  menu.style.top = `${up ? Math.max(8, at.top - height - 4) : at.bottom + 4}px`;
  anchors.set(menu, { anchor, top: at.top });
}

// A scroll that ended before the menu opened is reported after it; such a menu still stands where it belongs.
function isAdrift(menu) {
  const placed = anchors.get(menu);
  return placed && Math.abs(placed.anchor.getBoundingClientRect().top - placed.top) > 1;
}

const opener = (menu) => document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);

export function start() {
  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches?.(".menu")) return;
    if (event.newState !== "open") {
      anchors.delete(menu);
      return;
    }
    const by = opener(menu);
    if (!by) return;
    placeBelow(menu, by, { right: Boolean(by.closest(".tools, .accessory, [data-type=overflow], .members") || by.matches(".members")) });
    if (menu.role === "menu") menu.querySelector("[role=menuitem]")?.focus();
  }, true);
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("[role=menu]");
    if (!menu) return;
    const items = [...menu.querySelectorAll("[role=menuitem]")];
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      step(items, document.activeElement, by)?.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      menu.hidePopover();
      opener(menu)?.focus();
    }
  }, true);
  addEventListener("scroll", (event) => {
    for (const menu of document.querySelectorAll(".menu:popover-open")) {
      if (!menu.contains(event.target) && !menu.matches(".completion") && isAdrift(menu)) menu.hidePopover();
    }
  }, true);
}
