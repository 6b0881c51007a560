// News of the service as they come (SSE). Parts of the page say with data-hears what they show (queue, or of a
// conversation h: head, l: lines, r: record ...), and are asked for anew when that has changed. The stream of the
// conversation that is open also tells the others that somebody looks at it.
import { all, one, toast, word } from "./dom.js";
import { alarm } from "./alarm.js";

const ADDRESS = document.body.dataset.events;
const QUIET_MS = 120;
const TYPING_MS = 8000;
let source;
let followed; // the conversation that the open stream is for
let waiting = new Set();
let timer;
let typingTimer;

/** Ask anew for what shows these things; several news at once are one. */
function renew(...names) {
  names.forEach((name) => waiting.add(name));
  timer ??= setTimeout(ask, QUIET_MS);
}

function ask() {
  const heard = waiting;
  waiting = new Set();
  timer = undefined;
  for (const element of all("[data-hears]")) {
    const name = element.dataset.hears;
    if (!heard.has("*") && !heard.has(name)) continue;
    // What is on its way may be older than these news, and will replace the element that could ask again; and what was
    // pressed inside it must not be replaced before its answer has come.
    if (element.classList.contains("htmx-request") || busy(element)) renew(name);
    else element.dispatchEvent(new CustomEvent("live"));
  }
}

const busy = (element) => one(".htmx-request", element) !== null;

const of = (id, parts) => [...parts].map((part) => `${part}:${id}`);

const TAKES = {
  queue: ({ row }) => renew("queue", ...of(row.id, "h")),
  gone({ id, erased }) {
    renew("queue");
    if (id !== followed) return;
    toast(word(erased ? "erased" : "ended"));
    one("[data-leave]")?.click();
  },
  emergency(news) {
    alarm(news, followed);
    renew("queue", ...of(news.row.id, "hr"));
  },
  urgency: ({ id }) => renew("queue", ...of(id, "hr")),
  waiting: ({ id }) => renew("queue", ...of(id, "h")),
  viewers: ({ id }) => renew("queue", ...of(id, "h")),
  claim({ id, agent }) {
    const mine = String(agent?.id === Number(document.body.dataset.me));
    const writing = one("#writing");
    const comes = mine === "true" && one("#take.htmx-request"); // field and record, with the answer to that
    const changed = writing && writing.dataset.can !== mine;
    renew("queue", ...of(id, changed && !comes ? "hwr" : "h"));
  },
  message: ({ id }) => renew(...of(id, "l")),
  note: ({ id }) => renew(...of(id, "l")),
  assessment: ({ id }) => renew(...of(id, "r")),
  delivery: ({ id }) => renew("queue", ...of(id, "t")),
  typing({ user }) {
    const place = one("#typing");
    if (!place || user.id === Number(document.body.dataset.me)) return;
    place.textContent = word("typing").replace("{name}", user.name);
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => (place.textContent = ""), TYPING_MS);
  },
  reset: () => renew("*"),
  bye({ reason }) {
    if (reason === "closing") return; // the browser tries again by itself
    source.close();
    location.assign(`/console/login?next=${encodeURIComponent(location.pathname)}`);
  },
};

function connected(yes) {
  one("#cut").textContent = yes ? "" : word("cut");
  one("#cut").hidden = yes;
  document.body.dataset.connected = String(yes);
}

/** Listen for the conversation that is on the page now; a stream that does so already is left alone. */
function follow() {
  const { conversation = "", after = "" } = one("[data-conversation]")?.dataset ?? {};
  if (source && conversation === followed && source.readyState !== EventSource.CLOSED) return;
  source?.close();
  followed = conversation;
  const asked = new URLSearchParams(Object.entries({ conversation, after }).filter(([, value]) => value));
  source = new EventSource(`${ADDRESS}?${asked}`);
  source.addEventListener("open", () => connected(true));
  source.addEventListener("error", lost);
  for (const [name, take] of Object.entries(TAKES))
    source.addEventListener(name, (event) => take(JSON.parse(event.data)));
}

function lost() {
  connected(false);
  if (source.readyState === EventSource.CLOSED) setTimeout(() => (follow(), renew("*")), 3000);
}

if (ADDRESS) {
  document.addEventListener("DOMContentLoaded", follow);
  document.addEventListener("htmx:afterSettle", follow);
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const { target, requestConfig } = detail;
    if (requestConfig?.triggeringEvent?.type !== "live" || !target.dataset?.hears || !busy(target)) return;
    detail.shouldSwap = false; // pressed while this was on its way
    renew(target.dataset.hears);
  });
  document.addEventListener("renew", (event) => renew(...event.detail.value.split(" ")));
  // What is asked for without a person's doing does not keep a session alive.
  document.addEventListener("htmx:configRequest", (event) => {
    if ((event.detail.triggeringEvent?.type ?? "live") === "live") event.detail.headers["X-Console-Unattended"] = "yes";
  });
}
