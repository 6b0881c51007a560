// Sends the person's words: one after the other, again if need be, until the server has them.

import { Outbox } from "./outbox.js";

export const SOCKET_TRIES_BEFORE_REST = 2;
const HUGE = 10000;

export class Delivery {
  /** `line` is the transport: it has the socket, the API, and hears what became of a message. */
  constructor(line, session) {
    this.line = line;
    this.outbox = new Outbox(session);
  }

  /** Takes the person's words at once; they are kept until the server has them. */
  send(message) {
    const kept = this.outbox.add(message);
    this.line.seen.ownMessage(kept.message_id);
    this.flush();
    return kept;
  }

  /** Sends the oldest waiting message; the next follows when the server has this one. */
  flush() {
    const message = this.outbox.next();
    if (message && this.line.who && !this.line.stopped) {
      if (isHuge(message) || this.socketIsHopeless()) this.sendByRest(message);
      else if (this.line.socket?.send({ type: "message", ...wire(message) })) this.waitForAnswer(message);
    }
    this.busy();
  }

  socketIsHopeless() {
    return Boolean(this.line.socket) && this.line.socket.failures >= SOCKET_TRIES_BEFORE_REST;
  }

  async sendByRest(message) {
    this.outbox.take(message);
    try {
      const answer = await this.line.api.send(this.line.who, wire(message));
      this.line.status("online");
      this.line.answer(answer);
    } catch (problem) {
      this.failed(problem, message.message_id);
    }
  }

  /** A socket that takes words and stays silent is not trusted: a new one, and the same message again. */
  waitForAnswer(message) {
    this.outbox.take(message);
    clearTimeout(this.patience);
    this.patience = setTimeout(() => {
      if (this.outbox.inFlight !== message.message_id) return;
      this.outbox.release();
      this.line.socket.restart();
    }, this.outbox.patienceMs);
  }

  /** The server has it (its own line came back), and perhaps has answered it already. */
  acknowledge({ message_id, role, type, replies }) {
    if (!message_id) return;
    const answered = role === "bot" || replies !== undefined || type === "answer";
    if (answered) this.outbox.answered(message_id);
    if (this.outbox.settle(message_id)) {
      clearTimeout(this.patience);
      this.flush();
    }
    this.busy();
  }

  failed(problem, messageId) {
    const id = messageId ?? this.outbox.inFlight;
    clearTimeout(this.patience);
    this.outbox.release();
    if (problem.transient) {
      this.line.waitOut(problem).then(() => this.flush());
      return;
    }
    if (problem.expired) return this.line.expire();
    this.outbox.answered(id);
    this.line.emit("refused", { problem, message: this.outbox.settle(id) });
    this.flush();
  }

  /** An answer is on its way only if there is a way. */
  busy() {
    const { mode, shown } = this.line;
    this.line.emit("busy", { on: mode === "bot" && shown === "online" && this.outbox.isAwaiting });
  }
}

/** A socket would be closed for so much; a plain request is refused with a sentence. */
function isHuge({ text }) {
  return (text ?? "").length > HUGE;
}

function wire({ message_id, text, payload }) {
  return payload === undefined ? { message_id, text } : { message_id, payload };
}
