// Small helpers to build elements. Text always goes in as text nodes; nothing here parses HTML.

const SVG = "http://www.w3.org/2000/svg";

/** h("button", {class: "x", onclick: fn}, "text", child): an element with properties and children. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

function setProp(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (value === true) element.setAttribute(name, "");
  else element.setAttribute(name, String(value));
}

/** A line icon from path data, hidden from screen readers: the button beside it carries the name. */
export function icon(...paths) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon", focusable: "false" };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

/** A style sheet of ours as a constructed sheet: it needs no <style> element, so a strict CSP is kept. */
export async function loadSheet(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`style sheet ${url}: HTTP ${answer.status}`);
  return new CSSStyleSheet().replace(await answer.text());
}
