// Small helpers that several parts need.

export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/** Words of the console, as the page carries them. */
export const word = (key) => one("#words").dataset[key] ?? "";

/** Whether somebody can see and use a thing now. */
export const usable = (element) =>
  element.checkVisibility({ visibilityProperty: true }) && !element.disabled && !element.closest("[inert]");

/** Whether the cursor stands in a field, where letters are letters. */
export const inField = (element) =>
  Boolean(element?.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button])"));

/** Where the cursor stands. A dialog that has just closed holds it a moment longer, and nobody types there any more. */
export const focused = () => {
  const active = document.activeElement;
  return active?.closest("dialog:not([open])") ? document.body : active;
};

/** Run what a key or a command stands for: a field gets the cursor, everything else is pressed. */
export function press(element) {
  if (element.matches("select[data-cycles]")) {
    element.selectedIndex = (element.selectedIndex + 1) % element.options.length;
    element.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  if (inField(element)) {
    element.focus();
    if (element.matches("input")) element.select();
  } else element.click();
}

let timer;

/** Say something in one line at the foot of the screen. */
export function toast(words, bad = false) {
  const place = one("#toast");
  place.textContent = words;
  place.classList.toggle("bad", bad);
  clearTimeout(timer);
  timer = setTimeout(() => (place.textContent = ""), bad ? 12000 : 4000);
}
