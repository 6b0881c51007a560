// Builds the widget inside a root (shadow root of a host page, or the body of our frame) when it is first opened.

import { Api } from "./api.js";
import { Conversation } from "./conversation.js";
import { loadSheet } from "./dom.js";
import { Session } from "./session.js";
import { Shell } from "./shell.js";
import { currentLanguage, loadStrings } from "./strings.js";
import { Surface } from "./surface.js";
import { applyTheme } from "./theme.js";

const HERE = import.meta.url;

/**
 * `root`: ShadowRoot or Document. `options`: {clinic, name, emergency, privacy, accent, theme, lang, dir, speaker}.
 * Returns {open, close, send, element}; `notify` hears what the launcher and the host page may know.
 */
export async function mount(root, options, notify = () => {}) {
  await loadStrings(HERE, options.lang);
  root.adoptedStyleSheets.push(
    await loadSheet(new URL("theme.css", HERE)),
    await loadSheet(new URL("shell.css", HERE)),
  );
  const session = new Session(options.clinic);
  const shell = new Shell(options);
  shell.element.lang = currentLanguage();
  applyTheme(shell.element, options);
  (root.body ?? root).append(shell.element);
  const surface = new Surface(HERE);
  await surface.mount(shell.stage, session.draft());
  const api = new Api(new URL(HERE).origin);
  const conversation = new Conversation({ api, session, shell, surface, options, notify });
  conversation.start();
  return handle(shell, surface, conversation);
}

function handle(shell, surface, conversation) {
  return {
    element: shell.element,
    open: () => surface.focus(),
    close: () => shell.closeMenus(),
    fill: (text) => surface.fill(text),
    send: (text) => conversation.say(text),
  };
}
