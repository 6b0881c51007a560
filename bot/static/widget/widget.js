// The launcher: the only thing a page loads at first. Everything else comes when the assistant is opened.
// <script src="https://assistant.example/widget/1.0.0/widget.js" data-clinic="…" async></script>
// It is one file, so that its integrity hash covers every line that runs in the clinic's page.

(() => {
  const MARK = Symbol.for("back-tremor");
  const NARROW = "(max-width: 40rem), (max-height: 26rem)";
  const FRAME_SPEAKS_WITHIN_MS = 2000;
  const MOUNTED_WITHIN_MS = 60000;
  const GREETS_AFTER_S = 8;

  const script = document.currentScript;
  if (!script || document[MARK]) return; // a page that names it twice gets one assistant
  document[MARK] = true;
  const base = new URL("/static/widget/", script.src);
  const options = { ...script.dataset };
  const listeners = new Map();
  const narrow = matchMedia(NARROW);
  let strings = {};
  let parts = null;
  let opened = null;
  let unread = 0;

  /** Same origin: in a shadow root of this page. Elsewhere: a frame, so that neither page can read the other. */
  const mode = options.mode ?? (base.origin === location.origin ? "inline" : "frame");

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  async function begin() {
    options.lang ??= document.documentElement.lang;
    options.dir ??= getComputedStyle(document.documentElement).direction;
    const [words, css] = await Promise.all([loadWords(), get("launcher.css").then((answer) => answer.text())]);
    strings = words;
    parts = build(await new CSSStyleSheet().replace(css));
    if (options.open !== undefined || (recall("open") && !narrow.matches)) open(false).catch(() => {});
    else if (options.greeting) setTimeout(greet, 1000 * (Number(options.greetingAfter) || GREETS_AFTER_S));
    emit("ready", {});
  }

  /** "de-CH" is looked for as "de"; English is there always. */
  async function loadWords() {
    const language = /^[a-z]{2,3}/i.exec(options.lang ?? "")?.[0].toLowerCase() ?? "en";
    const answer = await get(`strings.${language}.json`).catch((error) => (language === "en" ? Promise.reject(error) : null));
    options.lang = answer ? language : "en";
    return (answer ?? (await get("strings.en.json"))).json();
  }

  async function get(name) {
    const answer = await fetch(new URL(name, base), { credentials: "omit" }).catch(() => null);
    if (!answer?.ok)
      throw new Error(`back tremor assistant: ${name} cannot be loaded; is ${location.origin} in its ALLOWED_ORIGINS?`);
    return answer;
  }

  function build(sheet) {
    const host = make("div", { lang: options.lang, dir: options.dir === "rtl" ? "rtl" : "ltr" });
    host.dataset.backTremor = "";
    const root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const count = make("span", { className: "count", hidden: true });
    const news = make("span", { className: "unseen" });
    count.setAttribute("aria-hidden", "true");
    const label = make("span", { className: "label", textContent: options.label ?? strings["launcher.open"] });
    const button = make("button", { type: "button", className: "launcher" }, drawing(WAVE), label, count, news);
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", () => open(true).catch(() => {}));
    const hint = make("div", { className: "hint", hidden: true });
    const says = make("div", { className: "says" }, hint);
    says.setAttribute("role", "status");
    const panel = make("dialog", { className: "panel" });
    panel.setAttribute("aria-label", strings["launcher.frame"]);
    panel.addEventListener("cancel", (event) => (event.preventDefault(), close()));
    root.append(panel, says, button);
    document.body.append(host);
    dress(host, root);
    return { host, root, button, panel, count, news, hint };
  }

  /** Above everything of the page, whatever its z-index and transforms: the browser's top layer. */
  function dress(host, root) {
    host.style.setProperty("--u", textSize(root));
    if (options.theme) host.dataset.theme = options.theme;
    if (options.side === "start") host.dataset.side = "start";
    if (/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(options.accent ?? "")) {
      host.style.setProperty("--launcher", options.accent);
      host.style.setProperty("--launcher-ink", isLight(options.accent) ? "#000000" : "#ffffff");
    }
    if (!host.showPopover) return;
    host.popover = "manual";
    host.showPopover();
  }

  /** The size of text that the person has chosen in the browser, whatever the page has done to its rem. */
  function textSize(root) {
    const probe = make("span", { className: "probe" });
    root.append(probe);
    const size = getComputedStyle(probe).fontSize;
    probe.remove();
    return size;
  }

  /** Whether dark words stand out better than white ones (relative luminance as WCAG defines it). */
  function isLight(hex) {
    const wide = hex.length === 4 ? [...hex.slice(1)].map((d) => d + d).join("") : hex.slice(1);
    const [r, g, b] = [0, 2, 4].map((at) => (parseInt(wide.slice(at, at + 2), 16) / 255 + 0.055) / 1.055);
    return 0.2126 * r ** 2.4 + 0.7152 * g ** 2.4 + 0.0722 * b ** 2.4 > 0.18;
  }

  const WAVE = "M2 12c2 0 2-6 4.2-6s2.3 12 4.6 12 2.3-9 4.4-9 2 3 3.600 3H22";
  const CROSS = "M6 6l12 12M18 6L6 18";

  function drawing(d) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", d);
    svg.append(path);
    return svg;
  }

  function cross(name, act) {
    const button = make("button", { type: "button", className: "cross" }, drawing(CROSS));
    button.setAttribute("aria-label", name);
    button.addEventListener("click", act);
    return button;
  }

  async function open(byPerson) {
    parts.button.hidden = true;
    hush();
    show();
    recall("open", true);
    setUnread(0);
    opened ??= load();
    try {
      const widget = await opened;
      if (byPerson && parts.panel.open) widget.open();
      emit("open", {});
      return widget;
    } catch (error) {
      opened = null;
      close();
      say(strings["failed.start"]);
      console.error(`back tremor assistant: ${error.message}`);
      throw error;
    }
  }

  /** A window beside the page; on a small screen all of it, and then the page behind cannot be reached. */
  function show() {
    const { panel } = parts;
    if (panel.open && panel.matches(":modal") === narrow.matches) return;
    if (panel.open) panel.close();
    if (narrow.matches) panel.showModal();
    else panel.open = true; // show() would move the focus, which is the person's
  }

  narrow.addEventListener("change", () => parts?.panel.open && show());

  function close() {
    const hadFocus = parts.root.activeElement !== null;
    if (parts.panel.open) parts.panel.close();
    parts.button.hidden = false;
    recall("open", false);
    if (hadFocus) parts.button.focus();
    emit("close", {});
  }

  /** While it loads there is a word and a way out, which on a slow network are seen for a while. */
  function load() {
    const wait = make("p", { className: "wait", textContent: strings["launcher.loading"] }, cross(strings.close, close));
    wait.setAttribute("role", "status");
    parts.panel.replaceChildren(wait);
    return (mode === "frame" ? mountFrame() : mountInline()).finally(() => wait.remove());
  }

  async function mountInline() {
    const { mount } = await import(new URL("app.js", base).href);
    const holder = make("div", { className: "holder" });
    parts.panel.append(holder);
    return mount(holder.attachShadow({ mode: "open" }), options, heard);
  }

  function mountFrame() {
    const url = new URL("frame.html", base);
    url.hash = new URLSearchParams({ ...options, host: location.origin }).toString();
    const frame = make("iframe", { src: url.href, title: strings["launcher.frame"], className: "holder" });
    frame.allow = "clipboard-write";
    const tell = (message) => frame.contentWindow.postMessage({ backTremor: message }, base.origin);
    const widget = {
      open: () => (frame.focus(), tell({ type: "open" })),
      send: (text) => tell({ type: "send", text }),
      fill: (text) => tell({ type: "fill", text }),
    };
    return new Promise((done, fail) => {
      const late = (ms) => setTimeout(() => fail(new Error("its frame does not answer")), ms);
      let timer = 0;
      frame.onload = () => (timer ||= late(FRAME_SPEAKS_WITHIN_MS));
      window.addEventListener("message", (event) => {
        if (event.source !== frame.contentWindow || event.origin !== base.origin) return;
        const message = event.data?.backTremor;
        if (!message) return;
        clearTimeout(timer);
        timer = message.type === "loading" ? late(MOUNTED_WITHIN_MS) : -1;
        if (message.type === "mounted") done(widget);
        else if (message.type === "failed") fail(new Error(String(message.why)));
        else if (message.type !== "loading") heard(message);
      });
      parts.panel.append(frame);
    });
  }

  function heard(message) {
    if (message.type === "close") return close();
    if (message.type === "message" && !parts.panel.open) setUnread(unread + 1);
    emit(message.type, message);
  }

  function setUnread(n) {
    unread = n;
    parts.count.hidden = n === 0;
    parts.count.textContent = n ? String(n) : "";
    parts.news.textContent = n ? strings["launcher.unread"].replace("{n}", n) : "";
  }

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

  /** One bit of this tab's visit, nothing of a conversation; nothing at all where storage is forbidden. */
  function recall(key, value) {
    try {
      if (value !== undefined) sessionStorage.setItem(`back-tremor:${key}`, value ? "1" : "");
      return sessionStorage.getItem(`back-tremor:${key}`) === "1";
    } catch {
      return false;
    }
  }

  function emit(type, detail) {
    for (const listener of listeners.get(type) ?? [])
      try {
        listener(detail);
      } catch (error) {
        console.error(error); // a fault of the page's must not stop the assistant
      }
  }

  function on(type, listener) {
    if (!listeners.has(type)) listeners.set(type, new Set());
    listeners.get(type).add(listener);
    return () => listeners.get(type).delete(listener);
  }

  const started = new Promise((done) => {
    const run = () => begin().then(done, (error) => console.error(error.message));
    if (document.body) run();
    else document.addEventListener("DOMContentLoaded", run);
  });
  const withWidget = (act) => async (text) => act(await started.then(() => open(true)), text);

  // On the script's own element always; under one global name too, unless the page has it or wants none.
  const api = Object.freeze({
    open: withWidget(() => undefined),
    close: () => started.then(close),
    send: withWidget((widget, text) => widget.send(String(text))),
    fill: withWidget((widget, text) => widget.fill(String(text))),
    on,
  });
  const name = options.global ?? "BackTremor";
  script.backTremor = api;
  if (name && !(name in window)) window[name] = api;
})();
