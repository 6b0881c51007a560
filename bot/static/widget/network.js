// Tells when the network may be back: the browser says so, or a page is looked at again, or wakes from a sleep.

/** Returns a function that stops the watching. */
export function watchNetwork({ back, gone }) {
  const onVisible = () => document.visibilityState === "visible" && back();
  const onShown = ({ persisted }) => persisted && back(); // by going back to it
  window.addEventListener("online", back);
  window.addEventListener("offline", gone);
  document.addEventListener("visibilitychange", onVisible);
  document.addEventListener("resume", back); // of a frozen page
  window.addEventListener("pageshow", onShown);
  return () => {
    window.removeEventListener("online", back);
    window.removeEventListener("offline", gone);
    document.removeEventListener("visibilitychange", onVisible);
    document.removeEventListener("resume", back);
    window.removeEventListener("pageshow", onShown);
  };
}
