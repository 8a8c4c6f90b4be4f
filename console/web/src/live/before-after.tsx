import { useState } from "preact/hooks";
import type { Picture } from "../api/types.ts";
import { pageNow } from "../state/store.ts";
import { ago, clockTime } from "../ui/time.ts";

/** The infrared picture and its colours in one frame; the slider moves the edge between them. */
export function BeforeAfter({ picture, name }: { picture: Picture; name: string }) {
  const taken = clockTime(picture.takenAt);
  return (
    <figure class="picture">
      <PicturePair
        night={picture.night}
        color={picture.color}
        widthPx={picture.widthPx}
        heightPx={picture.heightPx}
        name={name}
        taken={taken}
      />
      <figcaption class="muted">
        {taken}, {ago(picture.takenAt, pageNow.value)}. Colours estimated
        {picture.reference ? " from a day picture" : ""}.
      </figcaption>
    </figure>
  );
}

interface PairProps {
  night: string;
  color: string;
  widthPx: number;
  heightPx: number;
  name: string;
  taken: string;
}

export function PicturePair({ night, color, widthPx, heightPx, name, taken }: PairProps) {
  const [infrared, setInfrared] = useState(50);
  return (
    <div class="pair" style={{ aspectRatio: `${widthPx} / ${heightPx}`, "--edge": `${infrared}%` }}>
      <img src={color} alt={`${name} in colour at ${taken}`} width={widthPx} height={heightPx} />
      <img
        class="pair-night"
        src={night}
        alt={`${name} in infrared at ${taken}`}
        width={widthPx}
        height={heightPx}
      />
      <span class="pair-label pair-label-left" aria-hidden="true">
        infrared
      </span>
      <span class="pair-label pair-label-right" aria-hidden="true">
        colour
      </span>
      <span class="pair-edge" aria-hidden="true" />
      <input
        type="range"
        min="0"
        max="100"
        step="1"
        value={infrared}
        aria-label={`Infrared or colour, ${name}`}
        aria-valuetext={`${infrared} % infrared, ${100 - infrared} % colour`}
        onInput={(event) => setInfrared(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}
