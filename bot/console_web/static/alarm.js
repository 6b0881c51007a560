// A new emergency: three tones, if they are wanted, and always words that stay until somebody has seen them.
import { all, one, word } from "./dom.js";

const KEPT = "back-tremor-console:sound";
const TONES = [880, 660, 880];
let context;

const wanted = () => localStorage.getItem(KEPT) !== "off";

function sound() {
  context ??= new AudioContext();
  context.resume();
  TONES.forEach((frequency, index) => {
    const at = context.currentTime + index * 0.22;
    const tone = new OscillatorNode(context, { frequency, type: "triangle" });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.35, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.2);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.21);
  });
  document.body.dataset.sounded = String(Number(document.body.dataset.sounded ?? 0) + 1);
}

/** Tell of an emergency; of the one that is looked at, by sound only. */
export function alarm({ row: { id, label }, flags }, open) {
  if (wanted()) sound();
  if (id === open) return;
  const list = one("#alarms");
  one(`[data-alarm="${id}"]`, list)?.remove();
  const row = one("#alarm-row").content.firstElementChild.cloneNode(true);
  const quote = flags.find((flag) => flag.quote)?.quote;
  row.dataset.alarm = id;
  one(".label", row).textContent = label;
  one(".said", row).textContent = quote ? `“${quote}”` : flags.map((flag) => flag.name).join(", ");
  one("a", row).href = `/console/c/${id}`;
  list.prepend(row);
  window.htmx.process(row);
  title();
}

function title() {
  const count = all("#alarms li").length;
  document.title = document.title.replace(/^\(\d+\) /, "").replace(/^/, count ? `(${count}) ` : "");
}

document.addEventListener("click", (event) => {
  const row = event.target.closest("#alarms li");
  if (!row || !event.target.closest("a, button")) return;
  setTimeout(() => (row.remove(), title()));
});

// On or off, kept on this machine; the first press of anything wakes the browser's sound.
function show() {
  const button = one("#sound");
  if (!button) return;
  button.setAttribute("aria-pressed", String(wanted()));
  button.setAttribute("aria-label", word(wanted() ? "soundOn" : "soundOff"));
  one(".waves", button).toggleAttribute("hidden", !wanted());
  one(".mute", button).toggleAttribute("hidden", wanted());
}
one("#sound")?.addEventListener("click", () => {
  localStorage.setItem(KEPT, wanted() ? "off" : "on");
  show();
});
document.addEventListener("pointerdown", () => (context ??= new AudioContext()).resume(), { once: true });
show();
