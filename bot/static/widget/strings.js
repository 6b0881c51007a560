// The words of the widget: one JSON file for each language, looked up by key.

let words = {};
let language = "en";

/** Loads strings.LANG.json ("de" for "de-CH"); a missing language falls back to English. */
export async function loadStrings(base, lang = "en") {
  const wanted = /^[a-z]{2,3}/i.exec(lang)?.[0].toLowerCase();
  for (const candidate of [wanted, "en"]) {
    if (!candidate) continue;
    const answer = await fetch(new URL(`strings.${candidate}.json`, base));
    if (!answer.ok) continue;
    words = await answer.json();
    language = candidate;
    return;
  }
  throw new Error("the widget's strings could not be loaded");
}

export function currentLanguage() {
  return language;
}

/** t("left", {n: 3}): the words under the key, with {n} filled in. A missing key shows itself. */
export function t(key, values = {}) {
  const text = words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Like t, with "key.one" for exactly one. */
export function tn(key, n, values = {}) {
  const one = `${key}.one`;
  return t(n === 1 && words[one] !== undefined ? one : key, { n, ...values });
}
