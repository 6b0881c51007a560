// The frame around the messages: header, consent line, emergency banner, progress, notes, menu.

import { h, icon } from "./dom.js";
import { CLOSE, PHONE, WARNING, WAVE } from "./icons.js";
import { Menu } from "./menu.js";
import { isSafeLink, tel } from "./links.js";
import { t, tn } from "./strings.js";
import { logoOf } from "./theme.js";

const NOTE_MS = 9000;

/** Events: "close" and the choices of the menu. */
export class Shell extends EventTarget {
  constructor(options, session) {
    super();
    this.options = options;
    const state = () => ({ phone: options.phone, telegram: options.telegram, ownDevice: session.ownDevice });
    this.menu = new Menu((choice) => this.dispatchEvent(new Event(choice)), state);
    this.menu.onChange = (open) => (this.stage.inert = open); // what it covers can be pressed by nobody
    this.stage = h("div", { class: "stage" });
    this.statusLine = h("p", { class: "status", role: "status" }, t("status.connecting"));
    this.leftLine = h("p", { class: "left", hidden: true });
    this.alarm = h("div", { class: "banner-slot", role: "alert" });
    this.note = h("div", { class: "note-slot", role: "status" });
    this.trouble = h("div", { class: "note-slot", role: "alert" });
    this.element = this.build();
    this.element.addEventListener("keydown", (event) => this.onKey(event));
    this.element.addEventListener("pointerdown", (event) => this.menu.onPress(event));
  }

  build() {
    const title = h(this.options.alone ? "h1" : "h2", { id: "bt-title", class: "title" }, this.options.name || t("title"));
    return h(
      "section",
      { class: "shell", role: "region", "aria-labelledby": "bt-title", "data-network": "connecting" },
      h(
        "header",
        { class: "head" },
        logoOf(this.options, mark()) ?? mark(),
        h("div", { class: "names" }, title, this.statusLine),
        this.menu.button,
        this.options.alone ? "" : h("button", { type: "button", class: "tool", "aria-label": t("close"), onclick: () => this.close() }, icon(...CLOSE)),
        this.menu.panel,
      ),
      this.alarm,
      this.consent(),
      this.leftLine,
      this.stage,
      this.note,
      this.trouble,
    );
  }

  consent() {
    const { emergency, privacy } = this.options;
    const [before, after] = t(emergency ? "consent" : "consent.plain").split("{number}");
    const number = emergency ? h("a", { href: tel(emergency) }, emergency) : "";
    const address = privacy?.startsWith("/") ? new URL(privacy, this.options.host ?? location.origin).href : privacy;
    const link = isSafeLink(address)
      ? h("a", { href: address, target: "_blank", rel: "noopener" }, t("consent.privacy"))
      : null;
    const kept = h("span", { class: "kept" }, t("consent.kept"), " ", link);
    return h("p", { class: "consent" }, before, number, after ?? "", " ", kept);
  }

  close() {
    this.closeMenus();
    this.dispatchEvent(new Event("close"));
  }

  closeMenus() {
    this.menu.close();
  }

  onKey(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    event.preventDefault(); // on a small screen the browser would close the whole dialog
    if (this.menu.isOpen) this.menu.close(true);
    else if (!this.options.alone) this.close();
  }

  status(state) {
    this.element.dataset.network = state;
    this.networkState = state;
    this.statusLine.textContent = this.statusWords();
  }

  mode(mode) {
    this.modeNow = mode;
    if (mode !== "agent") this.agentName = null;
    this.element.dataset.mode = mode;
    this.statusLine.textContent = this.statusWords();
    this.showLeft();
  }

  agent(name) {
    this.agentName = name;
    this.statusLine.textContent = this.statusWords();
  }

  statusWords() {
    if (this.networkState === "offline" || this.networkState === "connecting") return t(`status.${this.networkState}`);
    if (this.modeNow === "waiting") return t("status.waiting");
    if (this.modeNow === "agent") return t("status.agent", { name: this.agentName ?? t("agent.someone") });
    return t("status.online");
  }

  /** The banner comes once and stays while the emergency is in force. */
  emergency(on) {
    if (on === Boolean(this.alarm.firstChild)) return;
    this.element.toggleAttribute("data-emergency", on);
    this.alarm.replaceChildren(...(on ? [this.banner()] : []));
    this.showLeft();
  }

  banner() {
    const number = call("emergency.call", this.options.emergency);
    return h("div", { class: "banner" }, icon(...WARNING), h("p", {}, t("emergency.banner")), number);
  }

  /** Below the emergency number, for somebody in despair: people who listen. */
  despair(on) {
    const banner = this.alarm.firstChild;
    if (!banner || on === Boolean(banner.querySelector(".listen"))) return;
    banner.querySelector(".listen")?.remove();
    const line = on ? call("emergency.listen", this.options.crisis) : null;
    line?.classList.add("listen");
    if (line) banner.append(line);
  }

  left(n) {
    this.leftLine.textContent = n > 0 ? tn("left", n) : "";
    this.showLeft();
  }

  /** How many questions are left matters to nobody in an emergency or beside a person. */
  showLeft() {
    const matters = !this.alarm.firstChild && (this.modeNow ?? "bot") === "bot";
    this.leftLine.hidden = !matters || !this.leftLine.textContent;
  }

  /** A short note; a bad one stays until it is dismissed. */
  say(words, bad = false) {
    clearTimeout(this.noteTimer);
    const slot = bad ? this.trouble : this.note;
    const gone = () => slot.replaceChildren();
    const dismiss = h("button", { type: "button", class: "tool", "aria-label": t("dismiss"), onclick: gone }, icon(...CLOSE));
    slot.replaceChildren(h("div", { class: bad ? "note bad" : "note" }, h("p", {}, words), dismiss));
    if (!bad) this.noteTimer = setTimeout(gone, NOTE_MS);
  }

  /** Whoever goes on has read it. */
  hush() {
    for (const slot of [this.note, this.trouble]) slot.replaceChildren();
  }

  fail(words) {
    this.say(words, true);
  }

  reset() {
    this.emergency(false);
    this.left(0);
    this.hush();
    this.modeNow = "bot";
  }
}

function mark() {
  return h("span", { class: "mark", "aria-hidden": "true" }, icon(...WAVE));
}

function call(key, number) {
  return number ? h("a", { class: "call", href: tel(number) }, icon(...PHONE), t(key, { number })) : null;
}
