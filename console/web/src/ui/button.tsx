import type { ComponentChildren } from "preact";
import { type Command, isWaiting, run } from "../state/commands.ts";

interface Props {
  command: Command;
  class?: string;
  describedBy?: string;
  /** The accessible name where the visible words are too short to stand alone; it must contain them. */
  name?: string;
  children: ComponentChildren;
}

/** A button whose command goes to the job; it waits until the stream brings back what the command did. */
export function CommandButton({ command, class: extra = "", describedBy, name, children }: Props) {
  const waits = isWaiting(command.key);
  return (
    <button
      type="button"
      class={`button ${extra}`}
      aria-label={name}
      aria-busy={waits}
      aria-disabled={waits}
      aria-describedby={describedBy}
      onClick={() => run(command)}
    >
      {children}
    </button>
  );
}

interface SwitchProps {
  on: boolean;
  change: (on: boolean) => void;
  children: ComponentChildren;
}

export function Switch({ on, change, children }: SwitchProps) {
  return (
    <button type="button" class="switch" role="switch" aria-checked={on} onClick={() => change(!on)}>
      <span class="switch-track" aria-hidden="true" />
      {children}
    </button>
  );
}
