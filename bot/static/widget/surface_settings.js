// The settings of deep-chat: our words, our handler, its markdown switched off.

import { t } from "./strings.js";

const SOMETHING = /[^\s\p{Cf}]/u; // beside what cannot be seen

/** What deep-chat is told; it reads this once. */
export function settings(surface, draft) {
  const words = { text: { content: t("input.send") }, svg: { content: "" } };
  return {
    chatStyle: { width: "100%", height: "100%", border: "0", backgroundColor: "transparent" },
    connect: { websocket: true, handler: (_, signals) => listen(surface, signals) },
    displayLoadingBubble: { toggle: () => {} },
    textInput: {
      characterLimit: 4000,
      placeholder: { text: t("input.placeholder"), style: { color: "var(--bt-muted)" } },
      styles: { text: { color: "var(--bt-ink)" }, container: {} },
    },
    defaultInput: draft ? { text: draft } : undefined,
    validateInput: (text) => SOMETHING.test(text),
    submitButtonStyles: {
      position: "outside-end",
      alwaysEnabled: true,
      submit: words,
      disabled: words,
      loading: words,
    },
    names: names(),
    messageStyles: {},
    scrollButton: false,
    onInput: ({ content, isUser }) => isUser && surface.emit("draft", { text: content.text ?? "" }),
  };
}

/** Each bubble says who speaks; deep-chat gives the name once for a run of bubbles, and we hide it from eyes. */
function names() {
  const roles = ["user", "bot", "agent", "system", "card"];
  return Object.fromEntries(roles.map((role) => [role, { text: t(`who.${role}`), position: "start" }]));
}

function listen(surface, signals) {
  signals.onOpen();
  signals.newUserMessage.listener = (body) => {
    const message = body.messages?.at(-1) ?? body;
    surface.killButtons();
    surface.emit("send", { text: message.text ?? "" });
  };
}

/**
 * deep-chat would read a person's words as markdown (pictures and javascript: links included). Its renderer
 * takes plugins from this global while it is made; ours leaves it paragraphs and line breaks only.
 */
export function withPlainTextOnly() {
  const before = window.remarkable_plugins;
  const plugin = (markdown) => {
    markdown.core.ruler.enable(["block", "inline"], true);
    markdown.block.ruler.enable(["paragraph"], true);
    markdown.inline.ruler.enable(["text", "newline"], true);
    markdown.renderer.rules.hardbreak = markdown.renderer.rules.softbreak;
  };
  window.remarkable_plugins = [{ plugin }];
  return () => {
    if (before === undefined) delete window.remarkable_plugins;
    else window.remarkable_plugins = before;
  };
}
