import { useEffect } from "preact/hooks";
import { LiveStream } from "../api/live.ts";
import { askSession, sessionEnded } from "../state/session.ts";
import {
  forgetHousehold,
  heard,
  heardWord,
  lost,
  recallHousehold,
  rememberHousehold,
  setClock,
} from "../state/store.ts";

const REMEMBER_EVERY_MILLIS = 15_000;

/** Follows a household for as long as the page shows it. */
export function useLiveStream(householdId: string, confirmed: boolean): void {
  useEffect(() => {
    recallHousehold(householdId);
    const stream = new LiveStream({
      event: heard,
      now: (now, rate) => {
        setClock(now, rate);
        heardWord();
      },
      lost,
      signedOut: sessionEnded,
      refused: askSession,
    });
    const remembering = window.setInterval(rememberHousehold, REMEMBER_EVERY_MILLIS);
    addEventListener("pagehide", rememberHousehold);
    return () => {
      stream.close();
      clearInterval(remembering);
      removeEventListener("pagehide", rememberHousehold);
      forgetHousehold();
    };
  }, [householdId]);

  // A page that opened without a connection has no CSRF token: ask as soon as there is one.
  useEffect(() => {
    if (confirmed) return;
    const asking = window.setInterval(() => void askSession(), 5_000);
    return () => clearInterval(asking);
  }, [confirmed]);
}
