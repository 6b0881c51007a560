// What the browser keeps: an opaque token and words that were not sent yet. All of it ends with the tab.

const PREFIX = "back-tremor:";
const memory = new Map();

/** sessionStorage, or memory where the browser forbids storage (private frames, blocked cookies). */
function store() {
  try {
    const storage = window.sessionStorage;
    storage.getItem(PREFIX);
    return storage;
  } catch {
    return null;
  }
}

function read(key) {
  const storage = store();
  const raw = storage ? storage.getItem(PREFIX + key) : memory.get(key);
  try {
    return raw ? JSON.parse(raw) : null;
  } catch {
    return null;
  }
}

function write(key, value) {
  const storage = store();
  const raw = JSON.stringify(value);
  if (!storage) memory.set(key, raw);
  else
    try {
      storage.setItem(PREFIX + key, raw);
    } catch {
      memory.set(key, raw);
    }
}

function remove(key) {
  memory.delete(key);
  store()?.removeItem(PREFIX + key);
}

/** One clinic's conversation in this tab. */
export class Session {
  constructor(clinic) {
    this.scope = clinic ? `${clinic}:` : "";
  }

  credentials() {
    return read(`${this.scope}session`);
  }

  keep(id, token) {
    write(`${this.scope}session`, { id, token });
  }

  draft() {
    return read(`${this.scope}draft`) ?? "";
  }

  keepDraft(text) {
    if (text) write(`${this.scope}draft`, text);
    else remove(`${this.scope}draft`);
  }

  /** Messages that the server has not acknowledged: unsent words, so that a reload loses none. */
  outbox() {
    return read(`${this.scope}outbox`) ?? [];
  }

  keepOutbox(messages) {
    if (messages.length) write(`${this.scope}outbox`, messages);
    else remove(`${this.scope}outbox`);
  }

  forget() {
    for (const key of ["session", "draft", "outbox"]) remove(this.scope + key);
  }
}
