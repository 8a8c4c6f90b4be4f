import { command } from "../api/client.ts";
import type { Alert } from "../api/types.ts";
import type { Command } from "../state/commands.ts";

function path(alert: string, verb: string): string {
  return `/api/alerts/${encodeURIComponent(alert)}/${verb}`;
}

export function acknowledge(alert: Alert): Command {
  return {
    key: `acknowledge ${alert.id}`,
    words: "I'm on it",
    send: () => command("POST", path(alert.id, "acknowledge"), { version: alert.version }),
    done: (household) => {
      const now = household.alerts.find((a) => a.id === alert.id);
      return !now?.open || now.acknowledgedBy !== "";
    },
  };
}

export function falseAlarm(alert: Pick<Alert, "id" | "version">): Command {
  return {
    key: `false-alarm ${alert.id}`,
    words: "False alarm",
    send: () => command("POST", path(alert.id, "false-alarm"), { version: alert.version }),
    done: (household) => household.alerts.find((a) => a.id === alert.id)?.label === "FALSE_ALARM",
  };
}

/** @param before the end of the snooze when the button was shown; the stream confirms by another one */
export function snooze(minutes: 0 | 10 | 30 | 60, before: string | null): Command {
  return {
    key: `snooze ${minutes}`,
    words: minutes === 0 ? "End snooze" : `Snooze ${minutes} min`,
    send: () => command("POST", "/api/snooze", { minutes }),
    done: ({ settings }) =>
      minutes === 0
        ? settings.snoozedUntil === null
        : settings.snoozedUntil !== null && settings.snoozedUntil !== before,
  };
}

export function missedCry(device: string, from: string): Promise<void> {
  return command("POST", "/api/missed-cry", { device, from, to: null });
}
