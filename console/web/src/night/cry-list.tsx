import { useState } from "preact/hooks";
import type { Cry, Night } from "../api/types.ts";
import { ClipPlayer } from "../live/clip-player.tsx";
import { inWords } from "../state/alerts.ts";
import { cribName } from "../state/names.ts";
import { clockTime, duration } from "../ui/time.ts";
import { LabelButton } from "./label-button.tsx";

interface Props {
  night: Night;
  reload: () => void;
}

export function CryList({ night, reload }: Props) {
  return (
    <section class="card" aria-label="Cries">
      <h2>Cries</h2>
      {night.cries.length === 0 && <p class="muted">None.</p>}
      <ul class="disclosures">
        {night.cries.map((cry) => (
          <CryItem key={cry.alertId} cry={cry} zone={night.zone} reload={reload} />
        ))}
      </ul>
    </section>
  );
}

function CryItem({ cry, zone, reload }: { cry: Cry; zone: string; reload: () => void }) {
  const [open, setOpen] = useState(false);
  const lasted = Date.parse(cry.to) - Date.parse(cry.from);
  return (
    <li>
      <button type="button" class="disclosure" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>
          Cry at {clockTime(cry.from, zone)}, {duration(lasted)}
        </span>
        <span class="muted">{outcomeWords(cry)}</span>
      </button>
      {open && (
        <div class="disclosed">
          <p>
            In {inWords(cry.devices.map(cribName)) || "the nursery"}.{" "}
            {cry.rang ? "It rang." : "It did not ring."}
          </p>
          <div class="clips">
            {cry.devices.map((device) => (
              <ClipPlayer
                key={device}
                clip={clipOf(cry, device)}
                spectrogram={`${clipOf(cry, device)}/spectrogram`}
                name={cribName(device)}
              />
            ))}
            {cry.label === "" && <LabelButton cry={cry} reload={reload} />}
          </div>
        </div>
      )}
    </li>
  );
}

function clipOf(cry: Cry, device: string): string {
  return `/api/alerts/${encodeURIComponent(cry.alertId)}/clips/${encodeURIComponent(device)}`;
}

function outcomeWords(cry: Cry): string {
  if (cry.label === "FALSE_ALARM") return "false alarm";
  if (cry.acknowledgedAt === null) return cry.rang ? "nobody answered" : "did not ring";
  const after = Math.max(0, Date.parse(cry.acknowledgedAt) - Date.parse(cry.from));
  return `${cry.acknowledgedBy || "someone"} after ${duration(after)}`;
}
