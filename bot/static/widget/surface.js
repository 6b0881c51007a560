// The message surface: deep-chat for input, list, scrolling and dots; every message drawn by us.

import { h, loadSheet } from "./dom.js";
import { defineReplyElement, holdReply } from "./reply.js";
import { t } from "./strings.js";

const READY_MS = 10000;

/**
 * Events of the returned object: "send" {text}, "choose" {button}, "draft" {text}.
 * User text goes through deep-chat with its markdown switched off; server text through <back-tremor-reply>.
 */
export class Surface extends EventTarget {
  constructor(base) {
    super();
    this.base = base;
  }

  async mount(parent, draft) {
    const [sheet] = await Promise.all([
      loadSheet(new URL("surface.css", this.base)),
      import(new URL("../vendor/deepChat.bundle.js", this.base).href),
    ]);
    defineReplyElement();
    this.chat = document.createElement("deep-chat");
    this.chat.setAttribute("class", "surface");
    await this.render(parent, draft);
    this.root = this.chat.shadowRoot;
    this.root.adoptedStyleSheets.push(sheet);
    this.label();
  }

  /** deep-chat reads its settings once, when it is first rendered; none is touched afterwards. */
  render(parent, draft) {
    const restore = withPlainTextOnly();
    return new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error("the message surface did not start")), READY_MS);
      Object.assign(this.chat, settings(this, draft));
      this.chat.style.fontFamily = "inherit"; // any own value: else it asks a font service of a third party
      this.chat.onComponentRender = () => {
        clearTimeout(timer);
        done();
      };
      parent.append(this.chat);
    })
      .then(() => this.settle())
      .finally(restore);
  }

  /** On a slow machine deep-chat draws a first time before it has seen all settings, and then once more. */
  async settle() {
    while (this.chat._waitingToRender_) await new Promise((done) => setTimeout(done, 10));
  }

  /** Names and roles that deep-chat lacks. */
  label() {
    this.list = this.root.getElementById("messages");
    this.list.setAttribute("role", "log");
    this.list.setAttribute("aria-live", "off");
    this.list.setAttribute("aria-label", t("log.label"));
    this.list.setAttribute("tabindex", "0");
    const input = this.root.getElementById("text-input");
    input.setAttribute("aria-multiline", "true");
    input.setAttribute("enterkeyhint", "send");
  }

  /** From now on new messages are read out; what was loaded before is not. */
  announce() {
    this.list.setAttribute("aria-live", "polite");
  }

  addUser(text) {
    this.chat.addMessage({ role: "user", text });
  }

  /** One reply of the bot or an agent. */
  addReply(reply, role, name) {
    const key = holdReply({ reply, role, name, choose: (button) => this.choose(button), surface: this });
    this.chat.addMessage({ role, html: `<back-tremor-reply data-key="${key}"></back-tremor-reply>` });
    this.scrollToNew();
  }

  /** A card or a note of the shell, as a ready element. */
  addElement(element) {
    const key = holdReply({ element });
    this.chat.addMessage({ role: "card", html: `<back-tremor-reply data-key="${key}"></back-tremor-reply>` });
    this.scrollToNew();
  }

  /** Quick replies live until the person has answered, by a click or in words. */
  killButtons() {
    for (const group of this.root.querySelectorAll(".choices")) group.remove();
  }

  choose(button) {
    this.killButtons();
    this.emit("choose", { button });
    this.focus();
  }

  dots(on) {
    if (on === Boolean(this.dotsOn)) return;
    this.dotsOn = on;
    // deep-chat's switch: with settings it shows the dots, without it takes them away
    this.chat.displayLoadingBubble.toggle(on ? { role: "bot" } : undefined);
  }

  /** Puts words into the input without sending them. */
  fill(text) {
    const input = this.root.getElementById("text-input");
    input.textContent = text;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    this.focus();
  }

  focus() {
    this.root.getElementById("text-input").focus({ preventScroll: true });
    this.chat.focusInput();
  }

  scrollToNew() {
    requestAnimationFrame(() => this.chat.scrollToBottom());
  }

  clear() {
    this.chat.clearMessages(true);
  }

  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function settings(surface, draft) {
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
function withPlainTextOnly() {
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
