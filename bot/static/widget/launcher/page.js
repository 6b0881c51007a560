// What the page's own scripts may do, and the start of it all.

const listeners = new Map();
let wait = 1000;

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

async function begin() {
  options.lang ??= document.documentElement.lang;
  const [words, css] = await Promise.all([loadWords(), get("launcher.css").then((answer) => answer.text())]);
  strings = words;
  const ofPage = getComputedStyle(document.documentElement).direction;
  options.dir ??= ofPage === "rtl" ? ofPage : words.direction;
  parts = build(await new CSSStyleSheet().replace(css));
  if (options.open !== undefined || (recall("open") && !narrow.matches)) open(false).catch(() => {});
  else if (options.greeting) setTimeout(greet, 1000 * (Number(options.greetingAfter) || GREETS_AFTER_S));
  emit("ready", {});
}

/** On the script's own element always; under one global name too, unless the page has it or wants none. */
function offer() {
  const started = new Promise((done) => {
    const run = () =>
      begin().then(done, (error) => {
        console.error(error.message);
        setTimeout(run, (wait *= 2)); // the service may be starting
      });
    if (document.body) run();
    else document.addEventListener("DOMContentLoaded", run);
  });
  const withWidget = (act) => async (text) => act(await started.then(() => open(true)), text);
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
}

if (script && !document[MARK]) {
  document[MARK] = true; // a page that names it twice gets one assistant
  offer();
}
