// Loads the assistant into the window: in a frame of its own origin, or in a shadow root of the page.

const FRAME_SPEAKS_WITHIN_MS = 2000;
const MOUNTED_WITHIN_MS = 60000;

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
