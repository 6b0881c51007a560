// What the browser keeps: an opaque token and words that were not sent yet. All of it ends with the tab, unless
// the person has said that this is their own device: then the token, and nothing else, outlives the tab.

const PREFIX = "back-tremor:";

/** One of the browser's storages, or memory where it is forbidden (private frames, blocked cookies). */
class Drawer {
  constructor(name) {
    this.name = name;
    this.memory = new Map();
  }

  storage() {
    try {
      const storage = window[this.name];
      storage.getItem(PREFIX);
      return storage;
    } catch {
      return null;
    }
  }

  read(key) {
    const raw = this.storage()?.getItem(PREFIX + key) ?? this.memory.get(key);
    try {
      return raw ? JSON.parse(raw) : null;
    } catch {
      return null;
    }
  }

  write(key, value) {
    const raw = JSON.stringify(value);
    try {
      this.storage().setItem(PREFIX + key, raw);
    } catch {
      this.memory.set(key, raw); // forbidden, or full
    }
  }

  remove(key) {
    this.memory.delete(key);
    this.storage()?.removeItem(PREFIX + key);
  }
}

const tab = new Drawer("sessionStorage");
const device = new Drawer("localStorage");

/** One clinic's conversation in this tab, or on this device. */
export class Session {
  constructor(clinic) {
    this.scope = clinic ? `${clinic}:` : "";
    this.token = `${this.scope}session`;
  }

  /** Read anew each time, as another tab may take it back. */
  get ownDevice() {
    return device.read(this.token) !== null;
  }

  credentials() {
    const who = tab.read(this.token) ?? device.read(this.token);
    return who?.id ? who : null;
  }

  keep(id, token) {
    tab.write(this.token, { id, token });
    if (this.ownDevice) device.write(this.token, { id, token });
  }

  /** The person agrees that the token stays on this device, or takes that back. */
  stayOnDevice(agreed) {
    const who = this.credentials();
    if (who) tab.write(this.token, who); // a tab that lives on the device's would lose it
    if (agreed) device.write(this.token, who ?? {});
    else device.remove(this.token);
  }

  draft() {
    return tab.read(`${this.scope}draft`) ?? "";
  }

  keepDraft(text) {
    if (text) tab.write(`${this.scope}draft`, text);
    else tab.remove(`${this.scope}draft`);
  }

  /** Messages that the server has not acknowledged: unsent words, so that a reload loses none. */
  outbox() {
    return tab.read(`${this.scope}outbox`) ?? [];
  }

  keepOutbox(messages) {
    if (messages.length) tab.write(`${this.scope}outbox`, messages);
    else tab.remove(`${this.scope}outbox`);
  }

  /** The conversation is over; whose device it is has not changed by that. */
  forget() {
    for (const key of ["session", "draft", "outbox"]) tab.remove(this.scope + key);
    if (this.ownDevice) device.write(this.token, {});
  }
}
