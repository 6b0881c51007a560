// The summary to take along: copied in one go for the record system, or printed.
import { one, toast, word } from "./dom.js";

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(word("copied"));
  } catch {
    // Without https a browser has no clipboard for us: what is marked can be copied by hand.
    const range = document.createRange();
    range.selectNodeContents(one("#summary-text"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    toast(document.execCommand("copy") ? word("copied") : word("copyByHand"));
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-copies]")) copy(one("#summary-text").textContent);
  if (event.target.closest("[data-prints]")) window.print();
});
