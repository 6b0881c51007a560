// What happens around a form: Enter sends, a sent form is empty again, what went wrong is said in words.
import { all, one, toast, word } from "./dom.js";

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented) return;
  if (!field.matches("textarea[data-enter]")) return;
  event.preventDefault();
  if (field.value.trim() || field.dataset.enter === "empty") field.form.requestSubmit();
});

// What is said leaves the field at once and stands in line, so that the next words can be typed while the server works
// and never run into those before. What the server did not take comes back. A repeat bears the same id.
const lines = new WeakMap(); // form: words that wait, the first on its way
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16)).join("");
const lineOf = (form) => lines.get(form) ?? lines.set(form, []).get(form);

// In an answer to a patient: a code that no ready reply has, or a place in a ready reply that nobody filled in.
const SLIP = /^\/[\w-]+(?=\s|$)|\{\w*\}/;

function sendNext(form) {
  const [next] = lineOf(form);
  if (next) window.htmx.trigger(form, "say-it", next);
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("form[data-empties]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const field = one("textarea", form);
    const words = field.value.trim();
    const slip = field.matches("[data-canned]") && words.match(SLIP);
    if (slip) return toast(word("slip").replace("{words}", slip[0].trim()), true);
    field.value = "";
    if (!words) return;
    const again = form.dataset.refused === words;
    const id = again ? form.dataset.messageId : newId();
    if (lineOf(form).push({ words, id }) === 1) sendNext(form);
  },
  true,
);
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = document.body.dataset.csrf;
  const [next] = event.target.matches?.("form[data-empties]") ? lineOf(event.target) : [];
  if (next) Object.assign(event.detail.parameters, { text: next.words, message_id: next.id });
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  if (!form.matches?.("form[data-empties]")) return;
  const waiting = lineOf(form);
  if (event.detail.successful) {
    waiting.shift();
    sendNext(form);
    return;
  }
  const field = one("textarea", form);
  const [first] = waiting;
  form.dataset.refused = first.words;
  form.dataset.messageId = first.id;
  field.value = [...waiting.splice(0).map((one) => one.words), field.value].filter(Boolean).join("\n");
});

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (xhr.status === 401) return location.assign(`/console/login?next=${encodeURIComponent(location.pathname)}`);
  let said;
  try {
    said = JSON.parse(xhr.responseText).detail;
  } catch {
    said = undefined;
  }
  toast(said ?? word("failed"), true);
});
document.addEventListener("htmx:sendError", () => toast(word("offline"), true));
document.addEventListener("htmx:timeout", () => toast(word("offline"), true));

// The server may have something to say to the agent beside what it shows (HX-Trigger: {"say": …}).
document.addEventListener("say", (event) => toast(event.detail.value));

// A dialog whose content has just come is opened; one whose form was taken is closed.
document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = event.target.closest?.("dialog");
  if (dialog && dialog.childElementCount && !dialog.open) dialog.showModal();
});
document.addEventListener("close-dialogs", () => all("dialog[open]").forEach((dialog) => dialog.close()));
document.addEventListener("claimed", () => one("#to-reply")?.click());

// Reply and note are two forms, each with words of its own: what is typed as a note is never in the other.
document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-writes]");
  if (!tab) return;
  const place = tab.closest(".writing");
  all("[data-writes]", place).forEach((other) => other.setAttribute("aria-selected", String(other === tab)));
  all("[role=tabpanel]", place).forEach((panel) => (panel.hidden = panel.id !== tab.dataset.writes));
  place.classList.toggle("noting", tab.matches(".for-note"));
  one(`#${tab.dataset.writes} textarea`)?.focus();
});
