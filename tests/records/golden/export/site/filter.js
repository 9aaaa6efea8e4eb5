"use strict";
// Shows the decisions that have all words that were typed, in the states that were pressed; all where none was.

const form = document.getElementById("filter");
const words = document.getElementById("words");
const chips = [...form.querySelectorAll(".chip")];
const entries = [...document.querySelectorAll("#log > li")];

const fold = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase().replaceAll("ß", "ss");
const texts = new Map(entries.map((entry) => [entry, fold(entry.dataset.words)]));

function filter() {
  const wanted = fold(words.value).split(/\s+/).filter(Boolean);
  const states = chips.filter((chip) => chip.ariaPressed === "true").map((chip) => chip.dataset.state);
  let shown = 0;
  for (const entry of entries) {
    const text = texts.get(entry);
    entry.hidden =
      !wanted.every((word) => text.includes(word)) || (states.length > 0 && !states.includes(entry.dataset.state));
    shown += entry.hidden ? 0 : 1;
  }
  const all = entries.length === 1 ? "1 decision" : `${entries.length} decisions`;
  document.getElementById("count").textContent = shown === entries.length ? all : `${shown} of ${all}`;
  document.getElementById("nothing").hidden = shown > 0;
}

for (const chip of chips) {
  chip.addEventListener("click", () => {
    chip.ariaPressed = String(chip.ariaPressed !== "true");
    filter();
  });
}
words.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
filter(); // The browser may have kept what was typed.
