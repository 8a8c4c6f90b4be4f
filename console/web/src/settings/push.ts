import type { Channel } from "../api/types.ts";

/** Web push (RFC 8030) with the server's VAPID key (RFC 8292). */

export function pushSupported(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

export async function currentSubscription(): Promise<PushSubscription | undefined> {
  if (!pushSupported()) return undefined;
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? undefined;
}

/** Asks for permission and subscribes; throws an Error whose message says what to do. */
export async function subscribe(key: string): Promise<PushSubscription> {
  if ((await Notification.requestPermission()) !== "granted") {
    throw new Error("notifications are blocked. Allow them for this page in the browser's settings.");
  }
  const registration = await navigator.serviceWorker.ready;
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
}

export function toChannel(subscription: PushSubscription, owner: string): Channel & { kind: "WEB_PUSH" } {
  const { p256dh = "", auth = "" } = subscription.toJSON().keys ?? {};
  const { endpoint } = subscription;
  return { id: "", kind: "WEB_PUSH", endpoint, label: `${owner}'s ${deviceKind()}`, p256dh, auth };
}

function deviceKind(): string {
  return /Mobi|Android|iPhone/.test(navigator.userAgent) ? "phone" : "computer";
}

/** The bytes of base64url text. */
export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}
