// Buttons of the page that open the assistant, with a sentence already written in its input.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ask]");
  if (!button || !window.BackTremor) return;
  if (button.dataset.ask) window.BackTremor.fill(button.dataset.ask);
  else window.BackTremor.open();
});
