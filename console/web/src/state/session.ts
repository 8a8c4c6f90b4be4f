import { signal } from "@preact/signals";
import { rememberCsrfToken } from "../api/csrf.ts";
import type { Session } from "../api/types.ts";
import { forget, recall, store } from "./saved.ts";

/** Who looks at the page: not asked yet, nobody (or nobody known, without an answer), or a signed-in person (from memory while offline). */
export type SignedIn =
  | { is: "UNKNOWN" }
  | { is: "OUT"; unreachable: boolean }
  | { is: "IN"; session: Session; confirmed: boolean };

export const signedIn = signal<SignedIn>({ is: "UNKNOWN" });

/** Asks the server who is signed in; without an answer the last known person keeps the page, to read only. */
export async function askSession(): Promise<void> {
  let response: Response;
  try {
    response = await fetch("/api/session", { credentials: "same-origin", cache: "no-store" });
  } catch {
    return sessionUnreachable();
  }
  if (response.status === 204) return sessionEnded();
  if (response.ok) return sessionStarted((await response.json()) as Session);
  if (response.status === 401) return sessionEnded();
  sessionUnreachable();
}

export function sessionStarted(session: Session): void {
  rememberCsrfToken(session.csrf);
  store("session", { ...session, csrf: "" });
  signedIn.value = { is: "IN", session, confirmed: true };
}

/** Signed out here, elsewhere, or expired: nothing of the household stays on this device. */
export function sessionEnded(): void {
  rememberCsrfToken("");
  forget("session");
  forget("household");
  signedIn.value = { is: "OUT", unreachable: false };
}

function sessionUnreachable(): void {
  if (signedIn.value.is === "IN") return;
  const known = recall<Session>("session");
  signedIn.value = known ? { is: "IN", session: known, confirmed: false } : { is: "OUT", unreachable: true };
}
