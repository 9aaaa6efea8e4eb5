// What a person typed and chose: read from the elements of Block Kit, sent to the server, put back after a redraw.

export function answerOf(element) {
  const combo = element.querySelector(".combo");
  if (combo) {
    const held = "many" in combo.dataset ? [...combo.querySelectorAll(".chip")] : [combo];
    return held.filter((each) => each.dataset.value !== undefined)
      .map((each) => ({ value: each.dataset.value, label: each.dataset.label }));
  }
  const choices = element.querySelectorAll("input[type=checkbox], input[type=radio]");
  if (choices.length) return [...choices].filter((box) => box.checked).map((box) => ({ value: box.value }));
  const typed = element.querySelector("input, textarea");
  return typed && typed.value !== "" ? [{ value: typed.value }] : [];
}

const isField = (element) => element.dataset.type !== "button" && element.dataset.type !== "overflow";

export function values(root) {
  return [...root.querySelectorAll("[data-element]")].filter(isField).map((element) => ({
    block: element.dataset.block,
    action: element.dataset.action,
    type: element.dataset.type,
    answer: answerOf(element),
  }));
}

export function restore(root, kept) {
  for (const { block, action, type, answer } of kept) {
    const element = [...root.querySelectorAll("[data-element]")].find((each) =>
      each.dataset.block === block && each.dataset.action === action && each.dataset.type === type);
    if (element) put(element, answer);
  }
}

function put(element, answer) {
  const combo = element.querySelector(".combo");
  if (combo) return setCombo(combo, answer);
  const chosen = new Set(answer.map((each) => each.value));
  const choices = element.querySelectorAll("input[type=checkbox], input[type=radio]");
  for (const box of choices) box.checked = chosen.has(box.value);
  const typed = element.querySelector("input, textarea");
  if (!choices.length && typed) typed.value = answer[0]?.value ?? "";
}

export function setCombo(combo, answer) {
  const box = combo.querySelector("input");
  if (!("many" in combo.dataset)) {
    const [one] = answer;
    if (one) Object.assign(combo.dataset, one);
    else delete combo.dataset.value, delete combo.dataset.label;
    box.value = one?.label ?? "";
    return;
  }
  combo.querySelector(".chips").replaceChildren(...answer.map(chip));
  box.value = "";
  box.hidden = combo.dataset.most !== undefined && answer.length >= Number(combo.dataset.most);
}

function chip({ value, label }) {
  const made = document.createElement("span");
  made.className = "chip";
  Object.assign(made.dataset, { value, label });
  const name = document.createElement("bdi");
  name.textContent = label;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.ariaLabel = `Remove ${label}`;
  remove.innerHTML = '<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><use href="#icon-close"></use></svg>';
  made.append(name, remove);
  return made;
}
