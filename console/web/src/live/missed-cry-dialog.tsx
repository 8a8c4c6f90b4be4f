import { useEffect, useRef, useState } from "preact/hooks";
import { wordsOf } from "../api/client.ts";
import type { Crib } from "../api/types.ts";
import { pageNow } from "../state/store.ts";
import { say } from "../ui/toast.ts";
import { missedCry } from "./commands.ts";

const AGO_MINUTES = [5, 15, 30, 60] as const;

/** Where and when a cry was missed; the answer goes into the night's record and the next training. */
export function MissedCryDialog({ cribs, close }: { cribs: Crib[]; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [device, setDevice] = useState(cribs.length === 1 ? (cribs[0]?.device ?? "") : "");
  const [minutes, setMinutes] = useState<number>(5);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");

  useEffect(() => dialog.current?.showModal(), []);

  const send = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await missedCry(device, new Date(pageNow.peek() - minutes * 60_000).toISOString());
      say("INFO", "Noted. Thank you: this helps to hear the next one.");
      close();
    } catch (failure) {
      setError(wordsOf(failure));
      setBusy(false);
    }
  };

  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="missed-title" onClose={close}>
      <form onSubmit={send}>
        <h2 id="missed-title">We missed a cry</h2>
        <fieldset class="choices">
          <legend>When did it begin, about?</legend>
          {AGO_MINUTES.map((choice) => (
            <label key={choice} class="choice">
              <input
                type="radio"
                name="when"
                checked={minutes === choice}
                onChange={() => setMinutes(choice)}
              />
              {choice} min ago
            </label>
          ))}
        </fieldset>
        {cribs.length > 1 && (
          <label class="field">
            Where?
            <select value={device} onChange={(event) => setDevice(event.currentTarget.value)}>
              <option value="">Any crib</option>
              {cribs.map((crib) => (
                <option key={crib.device} value={crib.device}>
                  {crib.name}
                </option>
              ))}
            </select>
          </label>
        )}
        <div role="alert">{error && <p class="error">{error}</p>}</div>
        <div class="action-row">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button button-primary" aria-busy={busy}>
            Send
          </button>
        </div>
      </form>
    </dialog>
  );
}
