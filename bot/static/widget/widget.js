// The launcher: the only thing a page loads at first. Everything else comes when the assistant is opened.
// <script src="https://assistant.example/widget.js" data-clinic="…" async></script>

(() => {
  const script = document.currentScript;
  const base = new URL("/static/widget/", script.src);
  const options = { ...script.dataset };
  const page = document.documentElement;
  const listeners = new Map();
  let strings = {};
  let parts = null;
  let opened = null;
  let unread = 0;

  /** Same origin: in a shadow root of this page. Elsewhere: a frame, so that the host page cannot read along. */
  const mode = options.mode ?? (base.origin === location.origin ? "inline" : "frame");

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  async function begin() {
    const [words, css] = await Promise.all([get("strings.en.json"), get("launcher.css")]);
    strings = await words.json();
    const sheet = await new CSSStyleSheet().replace(await css.text());
    parts = build(sheet);
    if (options.open !== undefined || sessionOpen()) open(false);
    emit("ready", {});
  }

  async function get(name) {
    const answer = await fetch(new URL(name, base));
    if (!answer.ok) throw new Error(`back tremor assistant: ${name}: HTTP ${answer.status}`);
    return answer;
  }

  function build(sheet) {
    const host = make("div", { lang: "en" });
    host.dataset.backTremor = "";
    const root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const count = make("span", { className: "count", hidden: true });
    const label = make("span", { className: "label", textContent: options.label ?? strings["launcher.open"] });
    const button = make("button", { type: "button", className: "launcher" }, wave(), label, count);
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => open(true));
    const panel = make("div", { className: "panel", hidden: true });
    root.append(panel, button);
    host.style.setProperty("--u", textSize(root));
    if (options.theme) host.dataset.theme = options.theme;
    if (options.side === "start") host.dataset.side = "start";
    host.dir = options.dir ?? (page.dir || "ltr");
    if (/^#[0-9a-f]{3,6}$/i.test(options.accent ?? "")) host.style.setProperty("--launcher", options.accent);
    return { host, root, button, panel, count };
  }

  /** The size of text that the person has chosen in the browser, whatever the page has done to its rem. */
  function textSize(root) {
    const probe = make("span", {});
    probe.style.fontSize = "medium";
    document.body.append(root.host);
    root.append(probe);
    const size = getComputedStyle(probe).fontSize;
    probe.remove();
    return size;
  }

  function wave() {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", "M2 12c2 0 2-6 4.2-6s2.3 12 4.6 12 2.3-9 4.4-9 2 3 3.6 3H22");
    svg.append(path);
    return svg;
  }

  async function open(byPerson) {
    parts.panel.hidden = false;
    parts.button.hidden = true;
    page.toggleAttribute("data-back-tremor-open", true);
    rememberOpen(true);
    setUnread(0);
    opened ??= mode === "frame" ? mountFrame() : mountInline();
    try {
      const widget = await opened;
      if (byPerson) widget.open();
      emit("open", {});
      return widget;
    } catch (error) {
      opened = null;
      close();
      parts.button.title = strings["failed.start"];
      throw error;
    }
  }

  function close() {
    const hadFocus = parts.host === document.activeElement;
    parts.panel.hidden = true;
    parts.button.hidden = false;
    page.removeAttribute("data-back-tremor-open");
    rememberOpen(false);
    if (hadFocus) parts.button.focus();
    emit("close", {});
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
    return new Promise((done) => {
      window.addEventListener("message", (event) => {
        if (event.source !== frame.contentWindow || event.origin !== base.origin) return;
        const message = event.data?.backTremor;
        if (message?.type === "mounted")
          done({
            open: () => (frame.focus(), tell({ type: "open" })),
            send: (text) => tell({ type: "send", text }),
            fill: (text) => tell({ type: "fill", text }),
          });
        else if (message) heard(message);
      });
      parts.panel.append(frame);
    });
  }

  function heard(message) {
    if (message.type === "close") return close();
    if (message.type === "message" && parts.panel.hidden) setUnread(unread + 1);
    emit(message.type, message);
  }

  function setUnread(n) {
    unread = n;
    parts.count.hidden = n === 0;
    parts.count.textContent = n ? String(n) : "";
    if (n) parts.count.setAttribute("aria-label", strings["launcher.unread"].replace("{n}", n));
  }

  function rememberOpen(isOpen) {
    try {
      sessionStorage.setItem("back-tremor:open", isOpen ? "1" : "");
    } catch {
      /* storage is forbidden here: the panel then starts closed */
    }
  }

  function sessionOpen() {
    try {
      return sessionStorage.getItem("back-tremor:open") === "1" && innerWidth > 640;
    } catch {
      return false;
    }
  }

  function emit(type, detail) {
    for (const listener of listeners.get(type) ?? []) listener(detail);
  }

  function on(type, listener) {
    if (!listeners.has(type)) listeners.set(type, new Set());
    listeners.get(type).add(listener);
    return () => listeners.get(type).delete(listener);
  }

  const withWidget = (act) => async (text) => act(await started.then(() => open(true)), text);
  const started = new Promise((done) => {
    const run = () => begin().then(done, (error) => console.error(error.message));
    if (document.body) run();
    else document.addEventListener("DOMContentLoaded", run);
  });

  // The one name that the host page gets.
  window.BackTremor = Object.freeze({
    open: withWidget(() => undefined),
    close: () => started.then(close),
    send: withWidget((widget, text) => widget.send(String(text))),
    fill: withWidget((widget, text) => widget.fill(String(text))),
    on,
  });
})();
