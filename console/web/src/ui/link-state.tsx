import { link } from "../state/store.ts";

const WORDS = { CONNECTING: "Connecting", LIVE: "Connected", LOST: "Offline" } as const;

/** Whether the page hears from Cradlewatch. */
export function LinkState() {
  const { state } = link.value;
  return <span class={`link-state link-state-${state.toLowerCase()}`}>{WORDS[state]}</span>;
}
