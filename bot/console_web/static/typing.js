// The person sees that somebody types: told at most every few seconds, and taken back when the field is left.
const AGAIN_MS = 4000;
let told = 0;

function tell(field, on) {
  told = on ? Date.now() : 0;
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": document.body.dataset.csrf };
  fetch(field.dataset.typing, { method: "POST", headers, body: JSON.stringify({ on }) }).catch(() => {});
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches("textarea[data-typing]")) return;
  if (!field.value) tell(field, false);
  else if (Date.now() - told > AGAIN_MS) tell(field, true);
});
document.addEventListener("focusout", (event) => {
  if (event.target.matches("textarea[data-typing]") && told) tell(event.target, false);
});
