// <back-tremor-reply>: draws one server reply inside deep-chat's bubble from data that we hold, never from HTML.

import { h, icon } from "./dom.js";
import { WARNING } from "./icons.js";
import { renderText } from "./render.js";
import { t } from "./strings.js";

const NAME = "back-tremor-reply";
const held = new Map();
let nextKey = 1;

/** Keeps what a placeholder will draw; the key is the only thing that goes into markup. */
export function holdReply(content) {
  held.set(String(nextKey), content);
  return nextKey++;
}

export function defineReplyElement() {
  if (customElements.get(NAME)) return;
  customElements.define(
    NAME,
    class extends HTMLElement {
      connectedCallback() {
        const content = held.get(this.dataset.key);
        if (!content || this.drawn) return;
        this.drawn = true;
        this.append(content.element ?? drawReply(content));
      }
    },
  );
}

function drawReply({ reply, name, choose }) {
  const kind = KINDS.has(reply.kind) ? reply.kind : "message";
  return h(
    "div",
    { class: `reply reply-${kind}` },
    name ? h("span", { class: "speaker" }, name) : null,
    kind === "emergency" ? h("p", { class: "alarm" }, icon(...WARNING), t("emergency.title")) : null,
    h("div", { class: "words" }, renderText(reply.text)),
    sources(reply.sources),
    choices(reply.buttons, choose),
  );
}

const KINDS = new Set(["message", "question", "answer", "emergency", "summary", "notice"]);

function sources(list) {
  const titles = (list ?? []).map((source) => source.title || source.id).filter(Boolean);
  if (!titles.length) return null;
  return h(
    "details",
    { class: "sources" },
    h("summary", {}, t("sources")),
    h("ul", {}, ...titles.map((title) => h("li", {}, title))),
  );
}

function choices(buttons, choose) {
  const usable = (buttons ?? []).filter((button) => button.title && button.payload);
  if (!usable.length) return null;
  return h(
    "div",
    { class: "choices", role: "group", "aria-label": t("choices.label") },
    ...usable.map((button) => h("button", { type: "button", class: "choice", onclick: (press) => press.currentTarget.isConnected && choose(button) }, button.title)),
  );
}
