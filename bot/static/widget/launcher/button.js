// The button on the page, and all that the launcher puts there.

function build(sheet) {
  const host = make("div", { lang: options.lang, dir: options.dir === "rtl" ? "rtl" : "ltr" });
  host.dataset.backTremor = "";
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const count = make("span", { className: "count", hidden: true });
  const news = make("span", { className: "unseen" });
  count.setAttribute("aria-hidden", "true");
  const label = make("span", { className: "label", textContent: options.label ?? strings["launcher.open"] });
  const button = make("button", { type: "button", className: "launcher" }, drawing(WAVE), label, count, news);
  button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", () => open(true).catch(() => {}));
  const hint = make("div", { className: "hint", hidden: true });
  const says = make("div", { className: "says" }, hint);
  says.setAttribute("role", "status");
  const panel = make("dialog", { className: "panel" });
  panel.setAttribute("aria-label", strings["launcher.frame"]);
  panel.addEventListener("cancel", (event) => (event.preventDefault(), close()));
  root.append(panel, says, button);
  document.body.append(host);
  dress(host, root);
  return { host, root, button, panel, count, news, hint };
}

/** Above everything of the page, whatever its z-index and transforms: the browser's top layer. */
function dress(host, root) {
  host.style.setProperty("--u", textSize(root));
  if (options.theme) host.dataset.theme = options.theme;
  if (options.side === "start") host.dataset.side = "start";
  if (/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(options.accent ?? "")) {
    host.style.setProperty("--launcher", options.accent);
    host.style.setProperty("--launcher-ink", isLight(options.accent) ? "#000000" : "#ffffff");
  }
  if (!host.showPopover) return;
  host.popover = "manual";
  host.showPopover();
}

/** The size of text that the person has chosen in the browser, whatever the page has done to its rem. */
function textSize(root) {
  const probe = make("span", { className: "probe" });
  root.append(probe);
  const size = getComputedStyle(probe).fontSize;
  probe.remove();
  return size;
}

let unread = 0;

function setUnread(n) {
  unread = n;
  parts.count.hidden = n === 0;
  parts.count.textContent = n ? String(n) : "";
  parts.news.textContent = n ? strings["launcher.unread"].replace("{n}", n) : "";
}
