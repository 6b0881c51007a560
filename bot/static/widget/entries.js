// What the conversation consists of: lines of the server's transcript, each shown only once.

const BOT_ROLES = new Set(["bot", "assistant", "ai"]);

/** A line (socket frame, history row, reply of a REST answer) in one shape. */
export function normalise(line) {
  const role = BOT_ROLES.has(line.role ?? "bot") ? "bot" : line.role;
  return {
    seq: Number.isInteger(line.seq) ? line.seq : null,
    role,
    name: line.name ?? null,
    event: line.event ?? null,
    messageId: line.message_id ?? null,
    at: timeOf(line.at),
    text: String(line.text ?? ""),
    reply: {
      kind: line.kind ?? "message",
      text: String(line.text ?? ""),
      buttons: Array.isArray(line.buttons) ? line.buttons : [],
      sources: Array.isArray(line.sources) ? line.sources : [],
      questionsLeft: Number.isInteger(line.questions_left) ? line.questions_left : null,
    },
  };
}

function timeOf(at) {
  const time = new Date(at ?? Date.now());
  return Number.isNaN(time.getTime()) ? new Date() : time;
}

/** Remembers what was shown: the server's lines by their number, our own words by the id we gave them. */
export class Seen {
  constructor() {
    this.keys = new Set();
    this.lastSeq = 0;
  }

  /** True the first time a line comes, whichever way it comes. */
  admit(entry) {
    const keys = [];
    if (entry.seq !== null) keys.push(`seq:${entry.seq}`);
    if (entry.role === "user" && entry.messageId) keys.push(`own:${entry.messageId}`);
    const isNew = !keys.some((key) => this.keys.has(key));
    keys.forEach((key) => this.keys.add(key));
    if (entry.seq !== null) this.lastSeq = Math.max(this.lastSeq, entry.seq);
    return isNew;
  }

  /** Marks words of our own, which are on the screen before the server has numbered them. */
  ownMessage(messageId) {
    this.keys.add(`own:${messageId}`);
  }
}
