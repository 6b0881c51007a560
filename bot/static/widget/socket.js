// One WebSocket that comes back by itself: hello first, then frames; waits with backoff between tries.
// A phone that has slept, or a network that was changed, leaves connections that look open and are dead; so silence is asked about.

const READY_WITHIN_MS = 8000;
const SILENCE_MS = 25000;
const PONG_WITHIN_MS = 6000;
const EXPIRED_CODES = [4401, 4403, 4404, 1008];

export class Socket extends EventTarget {
  /** `hello` returns the first frame; it is asked anew on each try. */
  constructor(url, hello, backoff, WebSocketClass = WebSocket) {
    super();
    Object.assign(this, { url, hello, backoff, WebSocketClass });
    this.ready = false;
    this.wanted = false;
    this.failures = 0;
  }

  open() {
    this.wanted = true;
    if (!this.socket) this.connect();
  }

  close() {
    this.wanted = false;
    clearTimeout(this.timer);
    this.drop();
  }

  /** Tries at once, for a network that is back or a page that is seen again. */
  nudge() {
    if (!this.wanted || this.ready) return;
    clearTimeout(this.timer);
    this.drop();
    this.connect();
  }

  /** Gives up a connection that has gone silent and begins a new one. */
  restart() {
    clearTimeout(this.timer);
    this.drop();
    if (this.wanted) this.connect();
  }

  /** Asks whether anybody is there; who does not answer is left for a new connection. */
  check() {
    if (!this.ready || this.asked) return;
    this.asked = setTimeout(() => this.restart(), PONG_WITHIN_MS);
    this.send({ type: "ping" });
  }

  send(frame) {
    if (!this.ready || this.socket.readyState !== 1) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  connect() {
    const socket = this.start();
    if (!socket) return this.later();
    this.socket = socket;
    this.timer = setTimeout(() => socket.close(), READY_WITHIN_MS);
    socket.onopen = () => socket.send(JSON.stringify(this.hello()));
    socket.onmessage = (event) => this.receive(event.data);
    socket.onclose = (event) => this.lost(socket, event.code);
    socket.onerror = () => this.lost(socket); // all that is heard where the page's policy forbids it
  }

  start() {
    try {
      return new this.WebSocketClass(this.url);
    } catch {
      return null; // the page's own policy forbids sockets
    }
  }

  receive(data) {
    this.heard();
    const frame = parse(data);
    if (!frame || frame.type === "pong") return;
    if (frame.type === "ready") {
      clearTimeout(this.timer);
      this.ready = true;
      this.failures = 0;
      this.backoff.reset();
    }
    this.emit(frame.type === "ready" ? "ready" : "frame", frame);
  }

  heard() {
    this.hush();
    this.silence = setTimeout(() => this.check(), SILENCE_MS);
  }

  hush() {
    for (const timer of [this.silence, this.asked]) clearTimeout(timer);
    this.asked = null;
  }

  lost(socket, code) {
    if (socket !== this.socket) return;
    clearTimeout(this.timer);
    this.hush();
    this.socket = null;
    this.ready = false;
    if (EXPIRED_CODES.includes(code)) {
      this.wanted = false;
      return this.emit("expired", { code });
    }
    this.later();
  }

  later() {
    this.failures += 1;
    this.emit("down", { failures: this.failures });
    if (this.wanted) this.timer = setTimeout(() => this.connect(), this.backoff.next());
  }

  drop() {
    const socket = this.socket;
    this.hush();
    this.socket = null;
    this.ready = false;
    socket?.close();
  }

  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function parse(data) {
  try {
    const frame = JSON.parse(data);
    return frame && typeof frame === "object" ? frame : null;
  } catch {
    return null;
  }
}
