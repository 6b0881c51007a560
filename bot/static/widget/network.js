// Tells when the network may be back: the browser says so, or a page is looked at again after a sleep.

/** Returns a function that stops the watching. */
export function watchNetwork({ back, gone }) {
  const onVisible = () => document.visibilityState === "visible" && back();
  window.addEventListener("online", back);
  window.addEventListener("offline", gone);
  document.addEventListener("visibilitychange", onVisible);
  return () => {
    window.removeEventListener("online", back);
    window.removeEventListener("offline", gone);
    document.removeEventListener("visibilitychange", onVisible);
  };
}
