// What the page wants of the launcher, and where the rest of it comes from. All parts of this folder become one
// function (bot/embedding.py), so that one integrity hash covers every line that runs in the clinic's page.
// <script src="https://assistant.example/widget/1.0.0/widget.js" data-clinic="…" async></script>

const MARK = Symbol.for("back-tremor");
const NARROW = "(max-width: 40rem), (max-height: 26rem)";

const script = document.currentScript;
const base = new URL("/static/widget/", script?.src ?? location.href);
const options = { ...script?.dataset };
const narrow = matchMedia(NARROW);
let strings = {};
let parts = null;
let opened = null;

/** Same origin: in a shadow root of this page. Elsewhere: a frame, so that neither page can read the other. */
const mode = options.mode ?? (base.origin === location.origin ? "inline" : "frame");

/** "de-CH" is looked for as "de"; English is there always. */
async function loadWords() {
  const language = /^[a-z]{2,3}/i.exec(options.lang ?? "")?.[0].toLowerCase() ?? "en";
  const answer = await get(`strings.${language}.json`).catch((error) => (language === "en" ? Promise.reject(error) : null));
  const words = (answer ?? (await get("strings.en.json"))).json();
  options.lang = answer ? language : "en";
  return words;
}

async function get(name) {
  const answer = await fetch(new URL(name, base), { credentials: "omit" }).catch(() => null);
  if (!answer?.ok)
    throw new Error(`back tremor assistant: ${name} cannot be loaded; is ${location.origin} in its ALLOWED_ORIGINS?`);
  return answer;
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
