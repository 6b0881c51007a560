// Light, dark or the system's choice, and a clinic's own colour with readable words on it.

const HEX = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;

export function applyTheme(element, { theme, accent, dir }) {
  if (theme === "light" || theme === "dark") element.dataset.theme = theme;
  if (dir === "rtl" || dir === "ltr") element.dir = dir;
  if (!HEX.test(accent ?? "")) return;
  element.style.setProperty("--bt-brand", accent);
  element.style.setProperty("--bt-on-brand", luminance(accent) > 0.18 ? "#10201c" : "#ffffff");
}

/** Relative luminance as WCAG defines it; black words above about 0.18, white below. */
export function luminance(hex) {
  const digits = hex.slice(1);
  const wide = digits.length === 3 ? [...digits].map((d) => d + d).join("") : digits;
  const [r, g, b] = [0, 2, 4].map((at) => channel(parseInt(wide.slice(at, at + 2), 16) / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function channel(value) {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
