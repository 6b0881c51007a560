// The message surface: deep-chat for input, list, scrolling and dots; every message drawn by us.

import { h, loadSheet } from "./dom.js";
import { defineReplyElement, holdReply } from "./reply.js";
import { t } from "./strings.js";
import { settings, withPlainTextOnly } from "./surface_settings.js";

const READY_MS = 10000;
const ABOVE_PX = 10;
const AFTER_DRAWING_MS = 60; // deep-chat scrolls to the end by itself first
const QUIET_MS = 2000;
const TOUCH_ONLY = "(hover: none) and (pointer: coarse)";

/**
 * Events of the returned object: "send" {text}, "choose" {button}, "draft" {text}.
 * User text goes through deep-chat with its markdown switched off; server text through <back-tremor-reply>.
 */
export class Surface extends EventTarget {
  constructor(base) {
    super();
    this.base = base;
  }

  /** Fetches the largest part, so that it comes beside all others. */
  async load() {
    [this.sheet] = await Promise.all([
      loadSheet(new URL("surface.css", this.base)),
      import(new URL("../vendor/deepChat.bundle.js", this.base).href),
    ]);
    defineReplyElement();
  }

  async mount(parent, draft) {
    this.chat = document.createElement("deep-chat");
    this.chat.setAttribute("class", "surface");
    await this.render(parent, draft);
    this.root = this.chat.shadowRoot;
    this.root.adoptedStyleSheets.push(this.sheet);
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
    if (reply.kind === "question") this.killButtons(".reply-question "); // that one is asked no more
    const key = holdReply({ reply, role, name, choose: (button) => this.choose(button) });
    this.chat.addMessage({ role, html: `<back-tremor-reply data-key="${key}"></back-tremor-reply>` });
    this.note(role);
    this.scrollToNew();
  }

  /** A card or a note of the shell, as a ready element. */
  addElement(element) {
    const key = holdReply({ element });
    this.chat.addMessage({ role: "card", html: `<back-tremor-reply data-key="${key}"></back-tremor-reply>` });
    this.scrollToNew();
  }

  /** Takes a card away that is wanted elsewhere. */
  remove(element) {
    element?.closest(".outer-message-container")?.remove();
  }

  /** Quick replies live until the person has answered, by a click or in words. */
  killButtons(where = "") {
    for (const group of this.root.querySelectorAll(`${where}.choices`)) group.remove();
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
    this.focusInput();
  }

  /** To the input; where that would raise a keyboard over half of what there is to read, to the messages. */
  focus() {
    if (matchMedia(TOUCH_ONLY).matches) this.list.focus({ preventScroll: true, focusVisible: false });
    else this.focusInput();
  }

  focusInput() {
    this.root.getElementById("text-input").focus({ preventScroll: true });
    this.chat.focusInput();
  }

  /** To the end, unless the beginning of the answer would be lost above: then to that. */
  scrollToNew() {
    clearTimeout(this.scrolling);
    this.scrolling = setTimeout(() => {
      const first = this.firstOfTurn();
      const end = this.list.scrollHeight - this.list.clientHeight;
      const top = first ? placeIn(this.list, first) - ABOVE_PX : end;
      this.list.scrollTop = Math.min(top, end);
    }, AFTER_DRAWING_MS);
  }

  /** What comes after a silence, or from a person, is new by itself, whatever stands above it. */
  note(role) {
    const now = Date.now();
    if (role !== "bot" || now - this.heardAt > QUIET_MS) this.fresh = this.messages().at(-1);
    this.heardAt = now;
  }

  /** The first message after the person's last words, or of what came later. */
  firstOfTurn() {
    const all = this.messages();
    const own = all.findLastIndex((message) => message.querySelector(".user-message-text"));
    return all[Math.max(own + 1, all.indexOf(this.fresh))] ?? null;
  }

  messages() {
    return [...this.list.querySelectorAll(".outer-message-container")];
  }

  clear() {
    this.chat.clearMessages(true);
  }

  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function placeIn(list, element) {
  return element.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop;
}
