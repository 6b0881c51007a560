// Joins transport, surface and shell: what comes in is shown, what the person does is sent.

import { ratingCard, summaryCard } from "./cards.js";
import { saveTranscript } from "./files.js";
import { plainText } from "./render.js";
import { t } from "./strings.js";
import { Transport } from "./transport.js";

const AFTER_TURN_MS = 250;

export class Conversation {
  constructor(parts) {
    Object.assign(this, parts);
    this.spoken = [];
    this.hearSurface();
    this.hearShell();
  }

  /** Resumes or begins a conversation. */
  start() {
    clearTimeout(this.offering);
    this.spoken = [];
    this.summary = null;
    this.ratingAsked = false;
    const about = this.options.speaker ? { speaker: this.options.speaker } : {};
    this.transport = new Transport(this.api, this.session, about);
    this.hearTransport(this.transport);
    this.transport
      .open()
      .then(() => this.surface.announce())
      .catch((problem) => this.shell.fail(problem.detail || t("failed.start")));
  }

  /** Ends this conversation in the browser and begins another. */
  renew(note) {
    this.transport.stop();
    this.session.forget();
    this.surface.dots(false);
    this.surface.clear();
    this.shell.reset();
    if (note) this.shell.say(note);
    this.start();
    this.surface.focus();
  }

  hearSurface() {
    const on = (type, act) => this.surface.addEventListener(type, (event) => act(event.detail));
    on("send", ({ text }) => this.sendTyped(text));
    on("choose", ({ button }) => this.sendChoice(button));
    on("draft", ({ text }) => this.session.keepDraft(text));
  }

  hearShell() {
    const on = (type, act) => this.shell.addEventListener(type, () => act());
    on("close", () => this.notify({ type: "close" }));
    on("person", () => this.askForPerson());
    on("telegram", () => this.goOnInTelegram());
    on("transcript", () => saveTranscript(this.spoken));
    on("device", () => this.stayOnDevice(true));
    on("undevice", () => this.stayOnDevice(false));
    on("restart", () => this.renew());
    on("forget", () => this.forget());
  }

  hearTransport(transport) {
    const on = (type, act) =>
      transport.addEventListener(type, (event) => transport === this.transport && act(event.detail));
    on("entry", ({ entry, past }) => this.show(entry, past));
    on("busy", ({ on: busy }) => this.surface.dots(busy));
    on("typing", ({ on: typing }) => this.surface.dots(typing));
    on("mode", ({ mode }) => this.shell.mode(mode));
    on("status", ({ state }) => this.shell.status(state));
    on("assessment", ({ assessment }) => this.assess(assessment));
    on("refused", ({ problem, message }) => this.refused(problem, message));
    on("delayed", ({ problem }) => this.shell.say(problem.detail, true));
    on("expired", (how) => this.expired(how));
  }

  /** Words given from outside (the host page's API): shown and sent like typed ones. */
  say(text) {
    this.surface.addUser(text);
    this.sendTyped(text);
  }

  sendTyped(text) {
    const words = text.trim();
    this.session.keepDraft("");
    this.shell.hush();
    if (!words) return;
    this.remember("user", words);
    this.transport.delivery.send({ text: words });
  }

  sendChoice({ title, payload }) {
    this.surface.addUser(title);
    this.shell.hush();
    this.remember("user", title);
    this.transport.delivery.send({ payload, title });
  }

  show(entry, past) {
    if (entry.role === "user") return this.showUser(entry);
    this.surface.dots(false);
    if (entry.event) return this.showEvent(entry);
    this.showReply(entry, past);
    if (!past) this.notify({ type: "message", kind: entry.reply.kind, role: entry.role });
  }

  showUser(entry) {
    this.surface.killButtons();
    this.surface.addUser(entry.text);
    this.remember("user", entry.text, null, entry.at);
  }

  showReply({ reply, role, name: given, at }, past) {
    const name = role === "agent" ? (given ?? t("agent.someone")) : null;
    this.surface.addReply(reply, role, name);
    this.remember(role, plainText(reply.text), name, at);
    if (reply.kind === "emergency") this.shell.emergency(true);
    if (reply.questionsLeft !== null) this.shell.left(reply.questionsLeft);
    if (reply.kind === "summary") this.offerSummary();
  }

  showEvent(entry) {
    const name = entry.name ?? t("agent.someone");
    const words = entry.text || t(`event.${entry.event}`, { name });
    this.surface.addReply({ kind: "notice", text: words }, "system", null);
    this.remember("system", words, null, entry.at);
    if (entry.event === "agent_joined") this.shell.agent(name);
  }

  assess(assessment) {
    this.shell.emergency(assessment.urgency?.level === "emergency");
    this.shell.despair((assessment.urgency?.flags ?? []).some(isDespair));
    const begun = this.spoken.some(({ role }) => role === "user");
    if (begun && Number.isInteger(assessment.questions_left)) this.shell.left(assessment.questions_left);
    if (assessment.complete) this.shell.left(0);
  }

  /** Below all that the turn with the result brought, and below a later one again. */
  offerSummary() {
    clearTimeout(this.offering);
    this.offering = setTimeout(() => this.addCards(), AFTER_TURN_MS);
  }

  addCards() {
    const who = () => this.transport.who;
    this.surface.remove(this.summary);
    this.summary = summaryCard(this.api, who, (words, bad) => this.shell.say(words, bad));
    this.surface.addElement(this.summary);
    if (this.ratingAsked) return;
    this.ratingAsked = true;
    this.surface.addElement(ratingCard((rating) => this.api.feedback(who(), rating)));
  }

  refused(problem, message) {
    this.shell.say(t("refused", { why: problem.detail }), true);
    if (message?.text) this.surface.fill(message.text);
  }

  /** `begun`: it ended under our hands, so a new one is needed; else it was found ended and replaced. */
  expired({ begun, erased }) {
    if (erased) this.session.stayOnDevice(false);
    if (begun) this.renew(t(erased ? "forget.done" : "expired"));
    else this.shell.say(t("expired"));
  }

  async askForPerson() {
    try {
      const answer = await this.api.handoff(this.transport.who);
      if (answer?.mode) this.transport.state(answer);
      const told = answer?.replies?.length || answer?.mode === "agent"; // by the service, or by the person
      if (!told) this.shell.say(t("person.asked"));
    } catch (problem) {
      this.shell.say(problem.detail || t("person.failed"), true);
    }
  }

  /** The link is made when it is asked for, as it works once and not for long. */
  async goOnInTelegram() {
    try {
      const { url } = await this.api.telegram(this.transport.who);
      this.shell.menu.offer(url);
    } catch (problem) {
      this.shell.closeMenus();
      this.shell.say(problem.detail || t("telegram.failed"), true);
    }
  }

  async forget() {
    try {
      await this.transport.erase();
      this.session.stayOnDevice(false);
      this.renew(t("forget.done"));
    } catch {
      this.shell.say(t("forget.failed"), true);
    }
  }

  remember(role, text, name = null, at = new Date()) {
    this.spoken.push({ role, text, name, at });
  }

  stayOnDevice(agreed) {
    this.session.stayOnDevice(agreed);
    this.shell.say(t(agreed ? "device.done" : "undevice.done"));
  }
}

function isDespair({ id, status }) {
  return status === "active" && (id === "suicidal" || id === "overdose");
}
