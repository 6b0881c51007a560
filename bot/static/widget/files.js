// What leaves the widget at the person's wish: clipboard, printer, files.

import { t } from "./strings.js";

const PRINT_CSS = new URL("print.css", import.meta.url);

export async function copyText(text) {
  if (navigator.clipboard?.writeText) return navigator.clipboard.writeText(text);
  copyBySelection(text); // pages without a secure context have no clipboard API
}

function copyBySelection(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("the browser refused to copy");
}

/** Prints a page of ours in a frame of its own, where no script of it may run. */
export async function printPage(html) {
  const css = await (await fetch(PRINT_CSS)).text();
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-same-origin allow-modals");
  frame.setAttribute("aria-hidden", "true");
  frame.title = t("summary.title");
  frame.style.cssText = "position:fixed;inset-inline-start:-9999px;inline-size:800px;block-size:600px;border:0";
  frame.srcdoc = html;
  frame.onload = () => {
    const page = frame.contentWindow;
    const sheet = new page.CSSStyleSheet(); // a <style> in the page would be stopped by a strict CSP
    sheet.replaceSync(css);
    page.document.adoptedStyleSheets = [sheet];
    page.onafterprint = () => frame.remove();
    page.focus();
    page.print();
  };
  document.body.append(frame);
}

export function saveBlob(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export function saveTranscript(spoken) {
  const head = t("transcript.head", { date: new Date().toLocaleString() });
  const lines = spoken.map(({ role, name, text, at }) => `[${clock(at)}] ${name ?? t(`who.${role}`)}: ${text}`);
  saveBlob(new Blob([[head, "", ...lines, ""].join("\n")], { type: "text/plain" }), t("transcript.file"));
}

function clock(at) {
  return at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
