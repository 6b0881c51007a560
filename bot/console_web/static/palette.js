// Ctrl-K: every command that can be used now, found by its name.
import { all, one, press, usable } from "./dom.js";
import { meant } from "./keys.js";

const dialog = one("#palette");
const input = dialog && one("input", dialog);
const list = dialog && one("[role=listbox]", dialog);
let shown = [];
let chosen = 0;

// A command that has a key is what the key stands for now: in a conversation "take over" takes this one, and none of
// the queue beside it.
const commands = () => {
  const names = new Set();
  return all("[data-command]").filter((element) => {
    const { command: name, key } = element.dataset;
    if (element.closest("dialog") || names.has(name) || !usable(element)) return false;
    if (key && meant(key) !== element) return false;
    return names.add(name);
  });
};

const fits = (name, words) => words.every((word) => name.toLowerCase().includes(word));

function option(element, index) {
  const row = document.createElement("div");
  row.id = `command-${index}`;
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", String(index === chosen));
  row.textContent = element.dataset.command;
  if (element.dataset.shown) {
    const key = document.createElement("kbd");
    key.textContent = element.dataset.shown;
    row.append(key);
  }
  row.addEventListener("click", () => run(element));
  return row;
}

function draw() {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  shown = found.filter((element) => fits(element.dataset.command, words));
  chosen = Math.min(chosen, Math.max(shown.length - 1, 0));
  list.replaceChildren(...shown.map(option));
  input.setAttribute("aria-activedescendant", shown.length ? `command-${chosen}` : "");
  list.children[chosen]?.scrollIntoView({ block: "nearest" });
}

function run(element) {
  dialog.close();
  if (!element) return;
  // News may have put another in its place since the list was drawn.
  press(commands().find((other) => other.dataset.command === element.dataset.command) ?? element);
}

let found = [];

/** Open it with what can be done just now. */
function open() {
  found = commands();
  input.value = "";
  chosen = 0;
  dialog.showModal();
  draw();
}

if (dialog) {
  one("#open-palette").addEventListener("click", open);
  input.addEventListener("input", () => ((chosen = 0), draw()));
  input.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      chosen = (chosen + by + shown.length) % Math.max(shown.length, 1);
      draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(shown[chosen]);
    }
  });
}
