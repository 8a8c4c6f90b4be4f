/**
 * Where the service worker looks for an answer.
 * NETWORK: not our business (the API is never cached); SHELL: the page, from the network while there is one;
 * ASSET: a file whose name changes with its content, from the cache.
 */
export type Strategy = "NETWORK" | "SHELL" | "ASSET";

export function strategyFor(
  request: { method: string; url: string; mode: string },
  origin: string,
): Strategy {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== origin || url.pathname.startsWith("/api/")) return "NETWORK";
  if (request.mode === "navigate") return "SHELL";
  const shell = url.pathname.startsWith("/assets/") || url.pathname.startsWith("/icons/");
  return shell || url.pathname === "/manifest.webmanifest" ? "ASSET" : "NETWORK";
}
