// The "more" menu in the header, with a question before what cannot be undone.

import { h, icon } from "./dom.js";
import { DEVICE, DOWNLOAD, ERASE, MENU, PERSON, PHONE, PLANE, RESTART } from "./icons.js";
import { tel } from "./links.js";
import { t } from "./strings.js";

const ASKED_FIRST = new Set(["device", "restart", "forget"]);
const HARMFUL = new Set(["restart", "forget"]);

export class Menu {
  /**
   * `act(choice)` hears "person", "telegram", "transcript", "device", "undevice", "restart" or "forget";
   * `state()` tells {phone, telegram, ownDevice} as they are when the menu is opened.
   */
  constructor(act, state) {
    this.act = act;
    this.state = state;
    this.onChange = () => {};
    this.button = h(
      "button",
      { type: "button", class: "tool", "aria-label": t("menu"), "aria-expanded": "false", onclick: () => this.toggle() },
      icon(...MENU),
    );
    this.panel = h("div", { class: "menu", hidden: true });
    this.panel.addEventListener("focusout", (event) => this.onFocusOut(event));
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open();
  }

  open() {
    const { phone, telegram, ownDevice } = this.state();
    this.show(
      this.item("person", PERSON),
      phone ? h("a", { class: "menu-item", href: tel(phone) }, icon(...PHONE), t("menu.call", { number: phone })) : "",
      telegram ? this.item("telegram", PLANE) : "",
      this.item("transcript", DOWNLOAD),
      this.item(ownDevice ? "undevice" : "device", DEVICE),
      this.item("restart", RESTART),
      this.item("forget", ERASE),
    );
  }

  item(name, paths) {
    const onclick = () => this.choose(name);
    return h("button", { type: "button", class: "menu-item", onclick }, icon(...paths), t(`menu.${name}`));
  }

  close(giveFocusBack = false) {
    this.panel.hidden = true;
    this.onChange(false);
    this.button.setAttribute("aria-expanded", "false");
    if (giveFocusBack) this.button.focus();
  }

  show(...children) {
    this.panel.replaceChildren(...children);
    this.panel.hidden = false;
    this.onChange(true);
    this.button.setAttribute("aria-expanded", "true");
    this.panel.querySelector("button").focus();
  }

  choose(name) {
    if (ASKED_FIRST.has(name)) return this.ask(name);
    if (name === "telegram") this.show(h("p", { class: "menu-question", role: "status" }, t("telegram.wait")), this.back());
    else this.close(true);
    this.act(name);
  }

  ask(name) {
    const yes = () => {
      this.close(true);
      this.act(name);
    };
    this.show(
      h("p", { class: "menu-question", id: "bt-question" }, t(`${name}.question`)),
      this.back(),
      h("button", { type: "button", class: HARMFUL.has(name) ? "menu-item danger" : "menu-item", "aria-describedby": "bt-question", onclick: yes }, t(`${name}.yes`)),
    );
  }

  back() {
    return h("button", { type: "button", class: "menu-item", onclick: () => this.close(true) }, t("no"));
  }

  /** The link to Telegram, below what should be known before it is followed; nobody waits who has closed the menu. */
  offer(address) {
    if (!this.isOpen) return;
    const onclick = () => this.close(true);
    const props = { class: "menu-item", href: address, target: "_blank", rel: "noopener noreferrer", onclick };
    this.show(
      h("p", { class: "menu-question", id: "bt-question" }, t("telegram.question")),
      this.back(),
      h("a", { ...props, "aria-describedby": "bt-question" }, icon(...PLANE), t("telegram.yes")),
    );
  }

  /** A press beside the menu closes it. */
  onPress({ target }) {
    if (this.isOpen && !this.panel.contains(target) && !this.button.contains(target)) this.close();
  }

  /** Leaving the menu closes it; a redraw inside it (the question) is no leaving. */
  onFocusOut(event) {
    const next = event.relatedTarget;
    if (next && next !== this.button && !this.panel.contains(next)) this.close();
  }
}
