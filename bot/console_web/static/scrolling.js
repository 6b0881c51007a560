// New lines are looked at, unless somebody is reading further up; the case that is open is marked in the queue.
import { all, one } from "./dom.js";

const NEAR = 160;
let atEnd = true;

const place = () => one(".transcript");
const isAtEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;

function settle() {
  const log = place();
  if (log && atEnd) log.scrollTop = log.scrollHeight;
  const open = one("#open")?.dataset.conversation;
  all(".case").forEach((link) => {
    if (open && link.id === `case-${open}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
}

document.addEventListener("htmx:beforeSwap", () => (atEnd = !place() || isAtEnd(place())));
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.matches?.("#main, #open") || one(".transcript", event.target)) atEnd = true;
  settle();
});
settle();
