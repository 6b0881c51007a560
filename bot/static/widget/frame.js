// The widget in a frame of its own: options come in the fragment, words with the host page by postMessage.

import { mount } from "./app.js";

const options = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const host = options.host ?? location.origin;
const tell = (message) => parent.postMessage({ backTremor: message }, host);

document.documentElement.dir = options.dir ?? "ltr";
const widget = await mount(document, options, tell);

window.addEventListener("message", (event) => {
  if (event.source !== parent || event.origin !== host) return;
  const message = event.data?.backTremor;
  if (message?.type === "open") widget.open();
  if (message?.type === "send") widget.send(String(message.text));
  if (message?.type === "fill") widget.fill(String(message.text));
});
tell({ type: "mounted" });
