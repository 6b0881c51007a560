// What happens around a form: Enter sends, a sent form is empty again, what went wrong is said in words.
import { all, one, toast, word } from "./dom.js";

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented) return;
  if (!field.matches("textarea[data-enter]")) return;
  event.preventDefault();
  if (field.value.trim() || field.dataset.enter === "empty") field.form.requestSubmit();
});

// What is sent leaves the field at once, so that the next words can be typed while the server works; what the
// server did not take comes back. A repeat bears the same id, so nothing is said twice.
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16)).join("");
const emptied = (event) => event.target.closest?.("form[data-empties]");

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = document.body.dataset.csrf;
  const form = emptied(event);
  if (!form) return;
  form.dataset.messageId ??= newId();
  event.detail.parameters.message_id = form.dataset.messageId;
});
document.addEventListener("htmx:beforeSend", (event) => {
  const form = emptied(event);
  if (!form) return;
  const field = one("textarea", form);
  event.detail.xhr.sent = { words: field.value, id: form.dataset.messageId };
  delete form.dataset.messageId;
  field.value = "";
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = emptied(event);
  const sent = event.detail.xhr?.sent;
  if (!form || !sent) return;
  const field = one("textarea", form);
  if (!event.detail.successful) {
    field.value = field.value ? `${sent.words}\n${field.value}` : sent.words;
    form.dataset.messageId = sent.id;
  }
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
