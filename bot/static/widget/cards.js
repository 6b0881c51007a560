// The summary to take along and the rating: both stand in the conversation, below the result.

import { h, icon } from "./dom.js";
import { copyText, printPage, saveBlob } from "./files.js";
import { COPY, DOWNLOAD, PRINT } from "./icons.js";
import { t } from "./strings.js";

const HIGHEST = 5;

/** `who` gives the credentials when they are needed; `say(words, bad)` tells how it went. */
export function summaryCard(api, who, say) {
  const attempt = (act) => async () => {
    try {
      await act();
    } catch {
      say(t("summary.failed"), true);
    }
  };
  const copy = attempt(async () => {
    await copyText(await (await api.summary(who(), "text/plain")).text());
    say(t("summary.copied"));
  });
  const print = attempt(async () => printPage(await (await api.summary(who(), "text/html")).text()));
  const pdf = attempt(async () => saveBlob(await api.summary(who(), "application/pdf"), t("summary.file")));
  return h(
    "section",
    { class: "card", "aria-label": t("summary.title") },
    h("h3", {}, t("summary.title")),
    h("p", {}, t("summary.text")),
    h("div", { class: "card-actions" }, action("copy", COPY, copy), action("print", PRINT, print), action("pdf", DOWNLOAD, pdf)),
  );
}

function action(name, paths, onclick) {
  return h("button", { type: "button", class: "action", onclick }, icon(...paths), t(`summary.${name}`));
}

/** Five steps and an optional comment; `send({rating, comment})`. */
export function ratingCard(send) {
  const card = h("form", { class: "card rating" });
  const comment = h("textarea", { rows: 2, maxlength: 1000, id: "bt-rating-comment" });
  const more = h(
    "div",
    { class: "rating-more", hidden: true },
    h("label", { for: "bt-rating-comment" }, t("rating.comment")),
    comment,
    h("button", { type: "submit", class: "action" }, t("rating.send")),
  );
  const trouble = h("p", { class: "trouble", role: "alert" });
  card.append(scale(() => show(more)), more, trouble);
  card.addEventListener("submit", async (event) => {
    event.preventDefault();
    const rating = Number(new FormData(card).get("rating"));
    try {
      await send(comment.value.trim() ? { rating, comment: comment.value.trim() } : { rating });
      card.replaceChildren(h("p", { class: "thanks", role: "status", tabindex: "-1" }, t("rating.thanks")));
      card.firstChild.focus();
    } catch {
      trouble.textContent = t("rating.failed");
    }
  });
  return card;
}

function show(part) {
  part.hidden = false;
  part.scrollIntoView({ block: "nearest" });
}

function scale(onChoice) {
  const steps = Array.from({ length: HIGHEST }, (_, at) => step(at + 1, onChoice));
  return h(
    "fieldset",
    {},
    h("legend", {}, t("rating.question")),
    h(
      "div",
      { class: "scale" },
      h("div", { class: "steps" }, ...steps),
      h("span", { "aria-hidden": "true" }, t("rating.low")),
      h("span", { "aria-hidden": "true" }, t("rating.high")),
    ),
  );
}

function step(n, onChoice) {
  const input = h("input", {
    type: "radio",
    name: "rating",
    value: n,
    "aria-label": t("rating.label", { n }),
    onchange: onChoice,
  });
  return h("label", { class: "step" }, input, h("span", { "aria-hidden": "true" }, String(n)));
}
