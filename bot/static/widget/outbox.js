// Words on their way: kept in order, one in flight, until the server has acknowledged them.

const PATIENCE_MS = 20000;

export class Outbox {
  constructor(session) {
    this.session = session;
    this.messages = session.outbox();
    this.awaiting = new Set();
    this.inFlight = null;
    this.patienceMs = PATIENCE_MS;
  }

  /** {text} or {payload, title}; gets the id by which the server knows a repeat. */
  add(message) {
    const kept = { message_id: newId(), ...message };
    this.messages.push(kept);
    this.awaiting.add(kept.message_id);
    this.session.keepOutbox(this.messages);
    return kept;
  }

  /** The oldest message, unless one is in flight. */
  next() {
    return this.inFlight === null ? (this.messages[0] ?? null) : null;
  }

  waiting() {
    return [...this.messages];
  }

  /** Marks a message as in flight. */
  take(message) {
    this.inFlight = message.message_id;
  }

  /** The way it was sent is gone: it may be sent again. */
  release() {
    this.inFlight = null;
  }

  /** Takes a message out that the server has; returns it, or null if it was not ours. */
  settle(messageId) {
    const at = this.messages.findIndex((message) => message.message_id === messageId);
    if (at < 0) return null;
    const [message] = this.messages.splice(at, 1);
    if (this.inFlight === messageId) this.inFlight = null;
    this.session.keepOutbox(this.messages);
    return message;
  }

  answered(messageId) {
    this.awaiting.delete(messageId);
  }

  get isAwaiting() {
    return this.awaiting.size > 0;
  }
}

/** A random id; randomUUID needs a secure context, which a clinic's intranet page may not be. */
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}
