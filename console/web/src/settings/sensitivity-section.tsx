import { useState } from "preact/hooks";
import { command } from "../api/client.ts";
import type { Sensitivity, SensitivityLevel, SensitivityReport, Settings } from "../api/types.ts";
import { isWaiting, run } from "../state/commands.ts";
import { LoadState } from "../ui/load-state.tsx";
import type { Loaded } from "../ui/use-load.ts";
import { sensitivityWords } from "./sensitivity-words.ts";

const NAMES: Record<Sensitivity, string> = { LOW: "Low", NORMAL: "Normal", HIGH: "High" };
const KEY = "sensitivity";

/** The same choice on the hard nights. */
function hardLevel(report: SensitivityReport, usual: SensitivityLevel): SensitivityLevel {
  return report.testNights.levels.find((level) => level.sensitivity === usual.sensitivity) ?? usual;
}

interface Props {
  report: Loaded<SensitivityReport>;
  settings: Settings;
}

export function SensitivitySection({ report, settings }: Props) {
  const [wanted, setWanted] = useState<Sensitivity>(settings.sensitivity);
  const shown = isWaiting(KEY) ? wanted : settings.sensitivity;
  const measured = report.value;

  const choose = (sensitivity: Sensitivity) => {
    setWanted(sensitivity);
    void run({
      key: KEY,
      words: "Sensitivity",
      send: () => command("PUT", "/api/settings", { sensitivity, quietHours: settings.quietHours }),
      done: (household) => household.settings.sensitivity === sensitivity,
    });
  };

  return (
    <section class="card" aria-label="Sensitivity">
      <h2>Sensitivity</h2>
      <LoadState of={report} />
      {measured && (
        <fieldset class="choices" aria-busy={isWaiting(KEY)}>
          <legend>How easily it rings. A night is 8 hours.</legend>
          {measured.levels.map((level) => (
            <label key={level.sensitivity} class="choice">
              <input
                type="radio"
                name="sensitivity"
                checked={shown === level.sensitivity}
                onChange={() => choose(level.sensitivity)}
              />
              <span>
                <strong>{NAMES[level.sensitivity]}</strong>
                <span class="muted choice-words">{sensitivityWords(level, hardLevel(measured, level))}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {measured && (
        <p class="muted">
          The lower number was measured on {measured.measuredOn}; the higher one on{" "}
          {measured.testNights.words}.
        </p>
      )}
    </section>
  );
}
