// Elements, icons and colours.

const WAVE = "M2 12c2 0 2-6 4.2-6s2.3 12 4.6 12 2.3-9 4.4-9 2 3 3.600 3H22";
const CROSS = "M6 6l12 12M18 6L6 18";

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function drawing(d) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", d);
  svg.append(path);
  return svg;
}

function cross(name, act) {
  const button = make("button", { type: "button", className: "cross" }, drawing(CROSS));
  button.setAttribute("aria-label", name);
  button.addEventListener("click", act);
  return button;
}

/** Whether dark words stand out better than white ones (relative luminance as WCAG defines it). */
function isLight(hex) {
  const wide = hex.length === 4 ? [...hex.slice(1)].map((d) => d + d).join("") : hex.slice(1);
  const [r, g, b] = [0, 2, 4].map((at) => (parseInt(wide.slice(at, at + 2), 16) / 255 + 0.055) / 1.055);
  return 0.2126 * r ** 2.4 + 0.7152 * g ** 2.4 + 0.0722 * b ** 2.4 > 0.18;
}
