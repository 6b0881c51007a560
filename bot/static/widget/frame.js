// The widget in a frame of its own: options come in the fragment, words with the host page by postMessage.
// Without a host (a plain <iframe> of the clinic's, or a tab) it stands alone and has nothing to close.

const options = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const alone = options.host === undefined;
const tell = (message) => alone || parent.postMessage({ backTremor: message }, options.host);

tell({ type: "loading" });
try {
  const [{ mount }, { t }] = await Promise.all([import("./app.js"), import("./strings.js")]);
  const widget = await mount(document, { ...options, alone }, tell);
  const { lang, dir } = widget.element;
  Object.assign(document.documentElement, { lang, dir });
  document.title = options.name || t("title");
  if (!alone) listen(widget);
  tell({ type: "mounted" });
} catch (error) {
  tell({ type: "failed", why: error.message });
  document.querySelector("main").textContent = document.documentElement.dataset.failed;
  throw error;
}

function listen(widget) {
  window.addEventListener("message", (event) => {
    if (event.source !== parent || event.origin !== options.host) return;
    const message = event.data?.backTremor;
    if (message?.type === "open") widget.open();
    if (message?.type === "send") widget.send(String(message.text));
    if (message?.type === "fill") widget.fill(String(message.text));
  });
}
