// Every key of the console. Which key does what stands on the elements themselves (data-key, written by the
// server from bot/console/keys.yml); this finds the one that is meant: of the message that is looked at, then of
// the screen that has the focus, then of the page.
import { all, focused, inField, one, press, usable } from "./dom.js";

const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

const nameOf = (event) => (event.ctrlKey || event.metaKey ? `Control+${event.key.toLowerCase()}` : event.key);

const screenOf = (element) => element?.closest("[data-screen]") ?? one("#main [data-screen][data-main]") ?? one("#main");

/** The thing that a key stands for just now. */
export function meant(key) {
  const active = focused();
  const dialog = one("dialog[open]");
  const screen = dialog ?? screenOf(active);
  const places = [active?.closest("[data-item]"), screen && one("[data-item].looked-at", screen), screen];
  const selector = `[data-key="${CSS.escape(key)}"]`;
  for (const place of places.filter(Boolean)) {
    const found = all(selector, place).filter(usable);
    if (found.length) return found.at(place.matches("[data-item]") ? 0 : screen.dataset.last === undefined ? 0 : -1);
  }
  if (dialog) return undefined;
  // Of another screen only what belongs to no item: while a part of a conversation is on its way, "t" must not take over
  // somebody in the queue beside it.
  const elsewhere = all(selector).filter((element) => usable(element) && !element.closest("[data-item]"));
  return elsewhere.find((element) => !element.closest("[data-screen]")) ?? elsewhere[0];
}

/** Go to the next or previous of the things listed on this screen. */
function step(by) {
  const screen = screenOf(focused());
  const items = all("[data-item]", screen).filter(usable);
  if (!items.length) return false;
  const current = items.findIndex((item) => item.contains(focused()) || item.matches(".looked-at"));
  const first = screen.dataset.last === undefined ? 0 : items.length - 1;
  const next = current < 0 ? first : Math.min(Math.max(current + by, 0), items.length - 1);
  all(".looked-at", screen).forEach((item) => item.classList.remove("looked-at"));
  items[next].classList.add("looked-at");
  (items[next].matches("a, [tabindex]") ? items[next] : one("a", items[next])).focus();
  items[next].scrollIntoView({ block: "nearest" });
  return true;
}

function leave() {
  const active = focused();
  if (one("dialog[open]")) return; // the browser closes it
  if (inField(active)) {
    active.blur();
    const place = active.closest("[data-screen]") ?? one("#main");
    one("[data-item].looked-at", place)?.focus();
    return;
  }
  one("[data-leave]")?.click(); // on a wide screen it is there, but not to be seen
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const name = nameOf(event);
  if (name === "Escape") return leave();
  const letters = !name.startsWith("Control+");
  if (letters && inField(focused())) return;
  if (STEPS[name] && !one("dialog[open]") && !focused()?.matches("input") && step(STEPS[name]))
    return event.preventDefault();
  if (name === "Enter" || name === " " || name === "Tab") return;
  const target = meant(name);
  if (!target) return;
  event.preventDefault();
  press(target);
});

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-opens]");
  if (!target) return;
  const dialog = one(`#${target.dataset.opens}`);
  if (dialog && !dialog.open) dialog.showModal();
});
document.addEventListener("click", (event) => event.target.closest("[data-closes]")?.closest("dialog")?.close());
