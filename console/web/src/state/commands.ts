import { effect, signal } from "@preact/signals";
import { wordsOf } from "../api/client.ts";
import { say } from "../ui/toast.ts";
import type { Household } from "./household.ts";
import { household } from "./store.ts";

/** A command is on its way until the stream shows what it did. */
export interface Command {
  /** Names the button, so that only that button waits. */
  key: string;
  words: string;
  send: () => Promise<unknown>;
  /** Whether the household shows that the command was done. */
  done: (household: Household) => boolean;
  /** Called once the stream has shown it. */
  confirmed?: () => void;
}

const PATIENCE_MILLIS = 15_000;

const waiting = signal<ReadonlyMap<string, Command>>(new Map());

export function isWaiting(key: string): boolean {
  return waiting.value.has(key);
}

/** Sends the command; its button waits until the stream confirms it, an error comes, or patience ends. */
export async function run(command: Command): Promise<void> {
  if (waiting.peek().has(command.key)) return;
  waiting.value = new Map(waiting.peek()).set(command.key, command);
  try {
    await command.send();
  } catch (error) {
    stopWaiting(command);
    say("ERROR", `${command.words}: ${wordsOf(error)}`);
    return;
  }
  setTimeout(() => {
    if (waiting.peek().get(command.key) !== command) return;
    stopWaiting(command);
    say("ERROR", `${command.words}: sent, but not confirmed yet. Look again in a moment, or try again.`);
  }, PATIENCE_MILLIS);
}

function stopWaiting(command: Command): void {
  const left = new Map(waiting.peek());
  if (left.get(command.key) === command) left.delete(command.key);
  waiting.value = left;
}

/** Ends the waiting of every command that the stream has confirmed. */
export function watchConfirmations(): void {
  effect(() => {
    const now = household.value;
    if (!now) return;
    for (const command of waiting.value.values()) {
      if (!command.done(now)) continue;
      stopWaiting(command);
      command.confirmed?.();
    }
  });
}
