import { strategyFor } from "./strategy.ts";

declare const self: ServiceWorkerGlobalScope;
/** Set by the build: the addresses of the shell, and a name for this set of them. */
declare const PRECACHE: string[];
declare const VERSION: string;

const CACHE = `cradlewatch-${VERSION}`;
const SHELL_PATIENCE_MILLIS = 3_000;

self.addEventListener("install", (event) => {
  const fill = caches.open(CACHE).then((cache) => cache.addAll(PRECACHE));
  event.waitUntil(fill.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const drop = async () => {
    const names = await caches.keys();
    await Promise.all(
      names.filter((n) => n.startsWith("cradlewatch-") && n !== CACHE).map((n) => caches.delete(n)),
    );
    await self.clients.claim();
  };
  event.waitUntil(drop());
});

self.addEventListener("fetch", (event) => {
  const strategy = strategyFor(event.request, self.location.origin);
  if (strategy === "SHELL") event.respondWith(shell(event.request));
  if (strategy === "ASSET") event.respondWith(asset(event.request));
});

/** The page itself: from the network if it answers in time, else as it was precached. */
async function shell(request: Request): Promise<Response> {
  const kept = await caches.match("/", { cacheName: CACHE });
  try {
    const signal = kept ? AbortSignal.timeout(SHELL_PATIENCE_MILLIS) : null;
    const answer = await fetch(request.url, { signal, credentials: "same-origin" });
    if (answer.ok || !kept) return answer;
  } catch (error) {
    if (!kept) throw error;
  }
  return kept;
}

async function asset(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: CACHE })) ?? fetch(request);
}

interface PushMessage {
  title: string;
  body: string;
  tag: string;
  url: string;
  ring: boolean;
}

self.addEventListener("push", (event) => {
  const message = (event.data?.json() ?? {}) as Partial<PushMessage>;
  const options: NotificationOptions & { renotify?: boolean } = {
    body: message.body ?? "",
    tag: message.tag ?? "cradlewatch",
    icon: "/icons/icon-192.png",
    badge: "/icons/badge-96.png",
    silent: !message.ring,
    renotify: message.ring ?? false,
    requireInteraction: message.ring ?? false,
    data: { url: message.url ?? "/" },
  };
  event.waitUntil(self.registration.showNotification(message.title ?? "Cradlewatch", options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url } = event.notification.data as { url: string };
  event.waitUntil(focusPage(new URL(url, self.location.origin)));
});

async function focusPage(url: URL): Promise<void> {
  const target = url.origin === self.location.origin ? url.href : self.location.origin;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const same = pages.find((page) => page.url === target) ?? pages[0];
  if (!same) {
    await self.clients.openWindow(target);
    return;
  }
  const focused = await same.focus();
  if (focused.url !== target) await focused.navigate(target).catch(() => null);
}
