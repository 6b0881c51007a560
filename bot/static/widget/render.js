// Server text to safe elements: paragraphs, lists, **bold** and links with a safe scheme. Never HTML.

import { h } from "./dom.js";
import { isSafeLink } from "./links.js";

const BULLET = /^\s*(?:[-*•])\s+(.*)$/;
const NUMBERED = /^\s*\d{1,2}[.)]\s+(.*)$/;
// **bold**, [words](address) or a bare address; everything else is plain text.
const INLINE = /\*\*([^*\n]+)\*\*|\[([^\]\n]+)\]\(([^)\s]+)\)|(https?:\/\/[^\s<>"')]+[^\s<>"').,;:!?])/g;

/** The text as a fragment of paragraphs, one a line, and lists. */
export function renderText(text) {
  const fragment = document.createDocumentFragment();
  let list = null;
  for (const line of String(text ?? "").split(/\r?\n/)) {
    const item = listItem(line);
    if (item) {
      list = sameList(list, item.tag) ? list : append(fragment, h(item.tag, { dir: "auto" }));
      list.append(h("li", {}, ...renderInline(item.text)));
      continue;
    }
    list = null;
    if (line.trim() !== "") fragment.append(h("p", {}, ...renderInline(line)));
  }
  return fragment;
}

/** One line as text nodes, <strong> and <a>; an address with another scheme stays plain text. */
export function renderInline(line) {
  const nodes = [];
  let last = 0;
  for (const match of line.matchAll(INLINE)) {
    if (match.index > last) nodes.push(line.slice(last, match.index));
    nodes.push(inlineNode(match));
    last = match.index + match[0].length;
  }
  if (last < line.length) nodes.push(line.slice(last));
  return nodes;
}

/** The words alone, for the live region, the transcript and the clipboard. */
export function plainText(text) {
  return String(text ?? "").replace(INLINE, (whole, bold, words, address, bare) =>
    bold ?? (words ? `${words} (${address})` : bare),
  );
}

function inlineNode([whole, bold, words, address, bare]) {
  if (bold !== undefined) return h("strong", {}, bold);
  const target = bare ?? address;
  if (!isSafeLink(target)) return whole;
  const outside = /^https?:/i.test(target);
  const props = outside ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return h("a", { href: target, ...props }, words ?? target);
}

function listItem(line) {
  const bullet = BULLET.exec(line);
  if (bullet) return { tag: "ul", text: bullet[1] };
  const numbered = NUMBERED.exec(line);
  return numbered ? { tag: "ol", text: numbered[1] } : null;
}

function sameList(list, tag) {
  return list !== null && list.localName === tag;
}

function append(parent, child) {
  parent.append(child);
  return child;
}
