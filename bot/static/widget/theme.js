// Light, dark or the system's choice; a clinic's own colour with readable words on it, and its logo.

import { h } from "./dom.js";

const HEX = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;
const READABLE = 4.5;
const STEPS = 20;
// The backgrounds of theme.css on which words are hardest to read.
const ON = { light: "#f1ede3", dark: "#1f2927" };

export function applyTheme(element, { theme, accent, dir }) {
  if (theme === "light" || theme === "dark") element.dataset.theme = theme;
  if (dir === "rtl" || dir === "ltr") element.dir = dir;
  if (!HEX.test(accent ?? "")) return;
  const set = (name, value) => element.style.setProperty(name, value);
  const brand = channels(accent);
  set("--bt-brand", accent);
  set("--bt-on-brand", luminance(brand) > 0.18 ? "#000000" : "#ffffff");
  set("--bt-brand-on-light", readable(brand, ON.light, 0));
  set("--bt-brand-on-dark", readable(brand, ON.dark, 255));
  set("--bt-accent-soft", "color-mix(in srgb, var(--bt-accent) 10%, var(--bt-raised))");
}

/** The clinic's logo, if it comes from its own site or from the service: no other site hears of the visit. `otherwise` takes its place if it cannot be loaded. */
export function logoOf({ logo, host }, otherwise) {
  if (!logo) return null;
  const at = URL.canParse(logo, host ?? location.origin) ? new URL(logo, host ?? location.origin) : null;
  const own = [host, location.origin, new URL(import.meta.url).origin];
  if (!at || !/^https?:$/.test(at.protocol) || !own.includes(at.origin)) return null;
  const picture = h("img", { class: "logo", src: at.href, alt: "", referrerpolicy: "no-referrer" });
  picture.onerror = () => picture.replaceWith(otherwise);
  return picture;
}

/** The colour, mixed with black (0) or white (255) until words in it can be read on the background. */
function readable(colour, background, towards) {
  const under = luminance(channels(background));
  for (let step = 0; step <= STEPS; step += 1) {
    const mixed = colour.map((value) => Math.round(value + ((towards - value) * step) / STEPS));
    if (contrast(luminance(mixed), under) >= READABLE) return `rgb(${mixed.join(" ")})`;
  }
  return `rgb(${towards} ${towards} ${towards})`;
}

function contrast(one, other) {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function channels(hex) {
  const digits = hex.slice(1);
  const wide = digits.length === 3 ? [...digits].map((d) => d + d).join("") : digits;
  return [0, 2, 4].map((at) => parseInt(wide.slice(at, at + 2), 16));
}

/** Relative luminance as WCAG defines it; black words above about 0.18, white below. */
function luminance(rgb) {
  const [r, g, b] = rgb.map((value) => linear(value / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linear(value) {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
