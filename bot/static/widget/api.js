// The REST side of the public API, with its problem answers as typed errors.

/** An answer that is not a success: `detail` is a sentence for a person, `status` 0 means no network. */
export class Problem extends Error {
  constructor(status, { title = "", detail = "" } = {}, retryAfterMs = null) {
    super(detail || title || `HTTP ${status}`);
    this.status = status;
    this.detail = detail || title;
    this.retryAfterMs = retryAfterMs;
  }

  /** The conversation is gone or the token does not open it. */
  get expired() {
    return [401, 403, 404, 410].includes(this.status);
  }

  /** The same request may work later. */
  get transient() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export class Api {
  /** `base` is the origin of the service. */
  constructor(base, fetcher = (...args) => fetch(...args)) {
    this.root = new URL("/api/v1/", base);
    this.fetcher = fetcher;
  }

  /** Whose assistant it is and whom to call: {name, phone, emergency_number, crisis_line, telegram}. */
  clinic() {
    return this.json("GET", "clinic", {});
  }

  create(body) {
    return this.json("POST", "conversations", { body });
  }

  send(who, message) {
    return this.json("POST", `conversations/${who.id}/messages`, { who, body: message });
  }

  conversation(who) {
    return this.json("GET", `conversations/${who.id}`, { who });
  }

  messagesAfter(who, seq) {
    return this.json("GET", `conversations/${who.id}/messages?after=${seq}`, { who });
  }

  handoff(who) {
    return this.json("POST", `conversations/${who.id}/handoff`, { who, body: {} });
  }

  /** {url}: a link that carries the conversation over to Telegram, once. */
  telegram(who) {
    return this.json("POST", `conversations/${who.id}/telegram`, { who });
  }

  feedback(who, body) {
    return this.json("POST", `conversations/${who.id}/feedback`, { who, body });
  }

  erase(who) {
    return this.json("DELETE", `conversations/${who.id}`, { who });
  }

  /** The summary as a Blob of the wanted type (text/plain, text/html, application/pdf). */
  async summary(who, type) {
    const answer = await this.request("GET", `conversations/${who.id}/summary`, { who, accept: type });
    return answer.blob();
  }

  socketUrl() {
    const url = new URL("ws", this.root);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    return url.href;
  }

  async json(method, path, options) {
    const answer = await this.request(method, path, options);
    return answer.status === 204 ? null : answer.json();
  }

  async request(method, path, { who, body, accept = "application/json" }) {
    const headers = { Accept: accept };
    if (who) headers.Authorization = `Bearer ${who.token}`;
    if (body) headers["Content-Type"] = "application/json";
    const answer = await this.attempt(new URL(path, this.root), {
      method,
      headers,
      body: body && JSON.stringify(body),
      credentials: "omit",
      cache: "no-store",
    });
    if (!answer.ok) throw await problemOf(answer);
    return answer;
  }

  async attempt(url, options) {
    try {
      return await this.fetcher(url, options);
    } catch {
      throw new Problem(0);
    }
  }
}

async function problemOf(answer) {
  const seconds = Number(answer.headers.get("Retry-After"));
  const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
  const body = await answer.json().catch(() => ({}));
  return new Problem(answer.status, body ?? {}, retryAfterMs);
}
