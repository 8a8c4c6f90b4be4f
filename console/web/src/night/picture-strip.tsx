import { useState } from "preact/hooks";
import type { Night } from "../api/types.ts";
import { PicturePair } from "../live/before-after.tsx";
import { cribName } from "../state/names.ts";
import { clockTime } from "../ui/time.ts";

const RATIO = { widthPx: 640, heightPx: 360 };

/** The night's pictures in a row; the chosen one large, infrared and in colour. */
export function PictureStrip({ night }: { night: Night }) {
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  if (night.pictures.length === 0) return null;
  const shown = night.pictures.find((p) => p.color === chosen);
  return (
    <section class="card" aria-label="Pictures">
      <h2>Pictures</h2>
      {shown && (
        <PicturePair
          key={shown.color}
          night={shown.night}
          color={shown.color}
          {...RATIO}
          name={cribName(shown.device)}
          taken={clockTime(shown.at, night.zone)}
        />
      )}
      <ul class="strip">
        {night.pictures.map((picture) => (
          <li key={picture.color}>
            <button
              type="button"
              class="strip-button"
              aria-pressed={picture.color === chosen}
              onClick={() => setChosen(picture.color)}
            >
              <img src={picture.color} alt="" loading="lazy" width="128" height="72" />
              <span>
                {clockTime(picture.at, night.zone)}{" "}
                <span class="unseen">picture of {cribName(picture.device)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
