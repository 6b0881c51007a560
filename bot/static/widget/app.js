// Builds the widget inside a root (shadow root of a host page, or the body of our frame) when it is first opened.

import { Api } from "./api.js";
import { Conversation } from "./conversation.js";
import { loadSheet } from "./dom.js";
import { Session } from "./session.js";
import { Shell } from "./shell.js";
import { currentLanguage, loadStrings, t } from "./strings.js";
import { Surface } from "./surface.js";
import { applyTheme } from "./theme.js";

const HERE = import.meta.url;
const FACTS_WITHIN_MS = 4000;

/**
 * `root`: ShadowRoot or Document. `options`: {clinic, name, logo, emergency, phone, privacy, accent, theme, lang,
 * dir, speaker}, as docs/widget.md tells; `alone`: there is no launcher to go back to.
 * Returns {open, close, send, fill, element}; `notify` hears what the launcher and the host page may know.
 */
export async function mount(root, options, notify = () => {}) {
  const api = new Api(new URL(HERE).origin);
  const surface = new Surface(HERE);
  const [facts, theme, frame] = await Promise.all([
    clinicFacts(api),
    loadSheet(new URL("theme.css", HERE)),
    loadSheet(new URL("shell.css", HERE)),
    loadStrings(HERE, options.lang),
    surface.load(),
  ]);
  root.adoptedStyleSheets.push(theme, frame);
  const session = new Session(options.clinic);
  const shell = new Shell({ ...facts, ...options }, session);
  shell.element.lang = currentLanguage();
  applyTheme(shell.element, { ...options, dir: options.dir ?? t("direction") });
  (root.querySelector("main") ?? root).append(shell.element);
  await surface.mount(shell.stage, session.draft());
  const conversation = new Conversation({ api, session, shell, surface, options, notify });
  conversation.start();
  return handle(shell, surface, conversation);
}

/** What the service knows of the clinic. An old or slow service is waited for a little; the page's own data stand. */
async function clinicFacts(api) {
  const late = new Promise((done) => setTimeout(done, FACTS_WITHIN_MS, {}));
  const facts = await Promise.race([api.clinic().catch(() => ({})), late]);
  return { emergency: facts.emergency_number, crisis: facts.crisis_line, phone: facts.phone, telegram: facts.telegram };
}

function handle(shell, surface, conversation) {
  return {
    element: shell.element,
    open: () => (surface.scrollToNew(), surface.focus()),
    close: () => shell.closeMenus(),
    fill: (text) => surface.fill(text),
    send: (text) => conversation.say(text),
  };
}
