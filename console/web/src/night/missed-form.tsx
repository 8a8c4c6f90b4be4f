import { useState } from "preact/hooks";
import { command, wordsOf } from "../api/client.ts";
import type { Night } from "../api/types.ts";
import { cribs } from "../state/names.ts";
import { say } from "../ui/toast.ts";
import { instantAt } from "./instant.ts";

const RELOAD_AFTER_MILLIS = 2_000;

/** Adds a cry that nobody was told of to the night's record. */
export function MissedForm({ night, reload }: { night: Night; reload: () => void }) {
  const [time, setTime] = useState("");
  const [device, setDevice] = useState("");
  const [error, setError] = useState("");

  const send = async (event: Event) => {
    event.preventDefault();
    const from = instantAt(time, night.from, night.to, night.zone);
    if (from === undefined) return setError("Say when it began, about.");
    setError("");
    try {
      await command("POST", "/api/missed-cry", { device, from, to: null });
      say("INFO", "Noted. Thank you: this helps to hear the next one.");
      setTime("");
      setTimeout(reload, RELOAD_AFTER_MILLIS);
    } catch (failure) {
      setError(wordsOf(failure));
    }
  };

  return (
    <section class="card" aria-label="We missed a cry">
      <h2>We missed a cry</h2>
      <form class="form-row" onSubmit={send} noValidate>
        <label class="field">
          When did it begin?
          <input type="time" value={time} onInput={(event) => setTime(event.currentTarget.value)} />
        </label>
        <label class="field">
          Where?
          <select value={device} onChange={(event) => setDevice(event.currentTarget.value)}>
            <option value="">Any crib</option>
            {cribs.value.map((crib) => (
              <option key={crib.device} value={crib.device}>
                {crib.name}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="button">
          We missed a cry
        </button>
      </form>
      <div role="alert">{error && <p class="error">{error}</p>}</div>
    </section>
  );
}
