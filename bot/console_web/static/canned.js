// Ready replies: "/code" in the field of a reply offers them, Enter or Tab puts the words in.
import { all, one } from "./dom.js";

const CODE = /(^|\s)\/([\w-]*)$/;
let chosen = 0;

const listOf = (field) => one(".canned", field.form);
const typed = (field) => field.value.slice(0, field.selectionStart).match(CODE);

function show(field) {
  const list = listOf(field);
  const match = typed(field);
  const fitting = match
    ? all("[role=option]", list).filter((row) => ((row.hidden = !row.dataset.code.startsWith(match[2].toLowerCase())), !row.hidden))
    : [];
  list.hidden = !fitting.length;
  chosen = Math.min(chosen, Math.max(fitting.length - 1, 0));
  all("[role=option]", list).forEach((row) => row.setAttribute("aria-selected", String(row === fitting[chosen])));
  field.setAttribute("aria-activedescendant", fitting[chosen]?.id ?? "");
  fitting[chosen]?.scrollIntoView({ block: "nearest" });
  return fitting;
}

function put(field, row) {
  const end = field.selectionStart;
  const start = end - typed(field)[2].length - 1;
  field.setRangeText(row.dataset.words, start, end, "end");
  show(field);
  field.focus();
}

// A whole code with a space behind it is enough, for who knows it by heart.
function finished(field) {
  const match = field.value.slice(0, field.selectionStart).match(/^\/([\w-]+) $/);
  const row = match && all("[role=option]", listOf(field)).find((one) => one.dataset.code === match[1].toLowerCase());
  if (row) field.setRangeText(row.dataset.words, 0, field.selectionStart, "end");
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches("textarea[data-canned]")) return;
  chosen = 0;
  finished(field);
  show(field);
});
// Before forms.js sees Enter: with a list open it means the list.
document.addEventListener(
  "keydown",
  (event) => {
    const field = event.target;
    if (!field.matches?.("textarea[data-canned]") || listOf(field).hidden) return;
    const fitting = show(field);
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) chosen = (chosen + by + fitting.length) % fitting.length;
    else if (event.key === "Enter" || event.key === "Tab") put(field, fitting[chosen]);
    else if (event.key === "Escape") listOf(field).hidden = true;
    else return;
    event.preventDefault();
    if (by) show(field);
  },
  true,
);
document.addEventListener("click", (event) => {
  const row = event.target.closest(".canned [role=option]");
  if (row) put(one("textarea[data-canned]", row.closest("form")), row);
});
