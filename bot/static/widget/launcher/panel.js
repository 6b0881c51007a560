// The window: opening, closing, and its place on large and small screens.

async function open(byPerson) {
  const anew = !parts.panel.open;
  parts.button.hidden = true;
  hush();
  show();
  recall("open", true);
  setUnread(0);
  opened ??= load();
  try {
    const widget = await opened;
    if (byPerson && parts.panel.open) widget.open();
    if (anew) emit("open", {});
    return widget;
  } catch (error) {
    opened = null;
    close();
    say(strings["failed.start"]);
    console.error(`back tremor assistant: ${error.message}`);
    throw error;
  }
}

/** A window beside the page; on a small screen all of it, and then the page behind cannot be reached. */
function show() {
  const { panel } = parts;
  if (panel.open && panel.matches(":modal") === narrow.matches) return;
  if (panel.open) panel.close();
  if (narrow.matches) panel.showModal();
  else panel.open = true; // show() would move the focus, which is the person's
}

narrow.addEventListener("change", () => parts?.panel.open && show());

function close() {
  const hadFocus = parts.root.activeElement !== null;
  if (parts.panel.open) parts.panel.close();
  parts.button.hidden = false;
  recall("open", false);
  if (hadFocus) parts.button.focus();
  emit("close", {});
}
