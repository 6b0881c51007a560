// What is said beside the button: the clinic's greeting, and why something did not work.

const GREETS_AFTER_S = 8;

/** The clinic's greeting, once a visit, if the assistant has not been opened before. */
function greet() {
  if (opened || recall("greeted")) return;
  recall("greeted", true);
  const answer = make("button", { type: "button", className: "answer", textContent: options.greeting });
  answer.addEventListener("click", () => open(true).catch(() => {}));
  say(answer);
  emit("greeting", {});
}

function say(words) {
  parts.hint.replaceChildren(make("span", {}, words), cross(strings.dismiss, hush));
  parts.hint.hidden = false;
}

function hush() {
  const hadFocus = parts.hint.contains(parts.root.activeElement);
  parts.hint.hidden = true;
  parts.hint.replaceChildren();
  if (hadFocus) parts.button.focus();
}
