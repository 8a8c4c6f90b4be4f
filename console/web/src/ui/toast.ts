import { signal } from "@preact/signals";

export interface Toast {
  kind: "INFO" | "ERROR";
  words: string;
}

/** The one message over the page; a new one takes the place of the old. */
export const toast = signal<Toast | undefined>(undefined);

const SHOWN_MILLIS = { INFO: 5_000, ERROR: 12_000 } as const;

export function say(kind: Toast["kind"], words: string): void {
  const said = { kind, words };
  toast.value = said;
  setTimeout(() => {
    if (toast.peek() === said) toast.value = undefined;
  }, SHOWN_MILLIS[kind]);
}

export function dismiss(): void {
  toast.value = undefined;
}
