/** Registers the service worker that lets the page open without a connection and shows push messages. */
export function registerWorker(): void {
  if (!("serviceWorker" in navigator)) return;
  addEventListener("load", () => {
    navigator.serviceWorker.register("/sw.js").catch(() => {
      // Without a worker (private window, plain HTTP) the page works as long as it is online.
    });
  });
}
