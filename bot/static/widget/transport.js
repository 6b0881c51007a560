// Brings words to the service and answers back: each message once, in order, through whatever network there is.

import { Problem } from "./api.js";
import { Backoff } from "./backoff.js";
import { Delivery, SOCKET_TRIES_BEFORE_REST } from "./delivery.js";
import { normalise, Seen } from "./entries.js";
import { watchNetwork } from "./network.js";
import { Socket } from "./socket.js";

const POLL_MS = 4000;
const MISSED_AT_MOST = 200;

/**
 * Events: "entry" {entry, past}, "status" {state: online|connecting|offline}, "busy" {on}, "typing" {on, name},
 * "mode" {mode}, "assessment" {assessment}, "delayed" {problem}, "refused" {problem, message}, "expired" {begun, erased}.
 */
export class Transport extends EventTarget {
  constructor(api, session, about = {}, SocketClass = Socket) {
    super();
    Object.assign(this, { api, session, about, SocketClass });
    this.seen = new Seen();
    this.delivery = new Delivery(this, session);
    this.backoff = new Backoff();
    this.who = session.credentials();
    this.mode = "bot";
    this.stopped = false;
  }

  /** Resumes the conversation of this tab or begins one; keeps trying while there is no network. */
  async open() {
    while (!this.stopped) {
      try {
        await (this.who ? this.resume() : this.create());
        break;
      } catch (problem) {
        if (!(problem instanceof Problem) || !problem.transient) throw problem;
        await this.waitOut(problem);
      }
    }
    if (this.stopped) return;
    this.backoff.reset();
    this.connect();
    this.unwatch = watchNetwork({ back: () => this.wake(), gone: () => this.status("offline") });
  }

  async create() {
    const created = await this.api.create({ channel: "web", ...this.about });
    this.who = { id: created.id, token: created.token };
    this.session.keep(created.id, created.token);
    this.answer(created);
  }

  async resume() {
    try {
      const past = await this.api.conversation(this.who);
      for (const line of past.messages ?? []) this.entry(line, true);
      this.state(past);
    } catch (problem) {
      if (!problem.expired) throw problem;
      this.session.forget();
      this.who = null;
      this.emit("expired", { begun: false });
      await this.create();
    }
    for (const { message_id, text, title } of this.delivery.outbox.waiting())
      this.entry({ role: "user", message_id, text: text ?? title }, true);
  }

  stop() {
    this.stopped = true;
    for (const timer of [this.poller, this.retry, this.delivery.patience]) clearTimeout(timer);
    this.socket?.close();
    this.unwatch?.();
  }

  connect() {
    const hello = () => ({ ...this.who, after: this.seen.lastSeq });
    this.socket = new this.SocketClass(this.api.socketUrl(), hello, new Backoff());
    const on = (type, act) => this.socket.addEventListener(type, (event) => act(event.detail));
    on("ready", (frame) => this.onReady(frame));
    on("frame", (frame) => this.onFrame(frame));
    on("down", ({ failures }) => this.onDown(failures));
    on("expired", () => this.expire());
    this.socket.open();
  }

  async onReady(frame) {
    clearTimeout(this.poller);
    this.delivery.outbox.release();
    this.status("online");
    this.state(frame);
    // The lines that were missed follow by themselves, up to a page.
    if ((frame.last_seq ?? 0) - this.seen.lastSeq > MISSED_AT_MOST) await this.catchUp().catch(() => this.socket.restart());
    this.delivery.flush();
  }

  onFrame(frame) {
    if (frame.type === "error") return this.delivery.failed(problemFrom(frame), frame.message_id);
    if (frame.type === "erased") return this.leaving || this.expire({ erased: true });
    if (frame.type === "message") this.entry(frame, false);
    if (frame.type === "typing") this.emit("typing", { on: frame.on !== false, name: frame.name });
    for (const line of frame.replies ?? []) this.entry({ role: "bot", message_id: frame.message_id, ...line }, false);
    this.state(frame);
    this.delivery.acknowledge(frame);
  }

  onDown(failures) {
    this.delivery.outbox.release();
    this.status(failures > 1 || !navigator.onLine ? "offline" : "connecting");
    if (failures >= SOCKET_TRIES_BEFORE_REST) this.poll();
  }

  async catchUp() {
    let page;
    do {
      page = await this.api.messagesAfter(this.who, this.seen.lastSeq);
      for (const line of page.messages ?? []) {
        this.entry(line, false);
        this.delivery.acknowledge(line);
      }
      this.state(page);
    } while (page.more);
  }

  /** While no socket stands, answers are fetched. */
  async poll() {
    clearTimeout(this.poller);
    try {
      await this.catchUp();
      this.status("online");
      this.delivery.flush();
    } catch (problem) {
      if (problem.expired) return this.expire();
      this.status("offline");
    }
    if (this.socket?.ready || this.stopped) return;
    this.poller = setTimeout(() => this.poll(), POLL_MS);
  }

  /** The network is back, or the page is looked at again after the phone slept. */
  wake() {
    this.socket.nudge();
    this.socket.check();
    if (this.socket.ready) this.catchUp().catch(() => this.socket.restart());
  }

  /** An answer of the REST side: its replies are lines, too. */
  answer(body) {
    for (const line of body.replies ?? []) this.entry({ role: "bot", message_id: body.message_id, ...line }, false);
    this.state(body);
    this.delivery.acknowledge({ message_id: body.message_id, replies: body.replies ?? [] });
  }

  entry(line, past) {
    const entry = normalise(line);
    if (this.seen.admit(entry) && (entry.text || entry.event)) this.emit("entry", { entry, past });
  }

  state({ mode, assessment }) {
    if (mode && mode !== this.mode) {
      this.mode = mode;
      this.emit("mode", { mode });
    }
    if (assessment) this.emit("assessment", { assessment });
  }

  /** Erases the conversation on the server; the news of it need not come back to us. */
  async erase() {
    this.leaving = true;
    try {
      await this.api.erase(this.who);
    } catch (problem) {
      this.leaving = false;
      if (!problem.expired) throw problem;
    }
  }

  expire(how = {}) {
    if (this.stopped) return;
    this.stop();
    this.session.forget();
    this.emit("expired", { begun: true, ...how });
  }

  async waitOut(problem) {
    if (problem.status === 0) this.status("offline");
    else this.emit("delayed", { problem });
    await new Promise((done) => {
      this.retry = setTimeout(done, problem.retryAfterMs ?? this.backoff.next());
      window.addEventListener("online", done, { once: true });
    });
  }

  status(state) {
    if (state === this.shown) return;
    this.emit("status", { state: (this.shown = state) });
    this.delivery.busy();
  }

  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function problemFrom(frame) {
  const body = frame.problem ?? frame;
  const wait = Number(body.retry_after ?? frame.retry_after);
  return new Problem(body.status ?? 500, body, wait > 0 ? wait * 1000 : null);
}
