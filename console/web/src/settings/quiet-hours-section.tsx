import { useState } from "preact/hooks";
import { command } from "../api/client.ts";
import type { QuietHours, Settings } from "../api/types.ts";
import { CommandButton, Switch } from "../ui/button.tsx";

const USUAL = { from: "22:00", to: "06:30" };

/** The hours in which nothing rings; what happens then is still recorded. */
export function QuietHoursSection({ settings }: { settings: Settings }) {
  const [draft, setDraft] = useState<QuietHours | null | undefined>(undefined);
  const hours = draft === undefined ? settings.quietHours : draft;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const set = (change: Partial<QuietHours>) => hours && setDraft({ ...hours, ...change });

  const save = {
    key: "quiet hours",
    words: "Quiet hours",
    send: () => command("PUT", "/api/settings", { sensitivity: settings.sensitivity, quietHours: hours }),
    confirmed: () => setDraft((now) => (now === draft ? undefined : now)),
    done: (household: { settings: Settings }) => same(household.settings.quietHours, hours),
  };

  return (
    <section class="card" aria-label="Quiet hours">
      <h2>Quiet hours</h2>
      <Switch on={hours !== null} change={(on) => setDraft(on ? { ...USUAL, zone: here } : null)}>
        Stay silent during quiet hours
      </Switch>
      {hours && (
        <div class="form-row">
          <label class="field">
            From
            <input
              type="time"
              value={hours.from}
              onInput={(event) => set({ from: event.currentTarget.value })}
            />
          </label>
          <label class="field">
            To
            <input type="time" value={hours.to} onInput={(event) => set({ to: event.currentTarget.value })} />
          </label>
          <label class="field">
            Time zone
            <select value={hours.zone} onChange={(event) => set({ zone: event.currentTarget.value })}>
              {zones(hours.zone, here).map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </select>
          </label>
        </div>
      )}
      <p class="muted">Then no alert rings. Cries are still heard and recorded.</p>
      {!same(hours, settings.quietHours) && (
        <CommandButton command={save} class="button-primary">
          Save quiet hours
        </CommandButton>
      )}
    </section>
  );
}

function same(a: QuietHours | null, b: QuietHours | null): boolean {
  return a?.from === b?.from && a?.to === b?.to && a?.zone === b?.zone;
}

function zones(...known: string[]): string[] {
  return [...new Set([...known, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
}
