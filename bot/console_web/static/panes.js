// On a narrow screen there is room for the conversation or the record: one key, or button, turns the page.
import { all, one } from "./dom.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-turns]");
  if (!button) return;
  const place = one(button.dataset.turns);
  const turned = place.classList.toggle("recording");
  all(`[data-turns="${button.dataset.turns}"]`).forEach((other) => other.setAttribute("aria-pressed", String(turned)));
  const record = one(".record", place);
  if (turned || !button.checkVisibility() || record.checkVisibility()) record.focus();
});
