import type { Night } from "../api/types.ts";
import { clockTime } from "../ui/time.ts";
import { extent, share, ticks, tracks } from "./timeline.ts";

const WIDTH = 1000;
const THINNEST = 4;

/** The night as rows of marks. The lists below it say the same in words. */
export function TimelineView({ night }: { night: Night }) {
  const span = extent(night);
  return (
    <div class="timeline" role="img" aria-label="The night as a timeline; the lists below say the same">
      {tracks(night, span).map((track) => (
        <div key={track.name} class="track">
          <span class="track-name">{track.name}</span>
          <svg viewBox={`0 0 ${WIDTH} 20`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
            {track.marks.map((mark) => {
              const width = Math.max((mark.to - mark.from) * WIDTH, THINNEST);
              const x = Math.min(mark.from * WIDTH, WIDTH - width);
              return (
                <rect
                  key={`${mark.kind} ${mark.from}`}
                  class={`mark-${mark.kind}`}
                  x={x}
                  width={width}
                  y="0"
                  height="20"
                />
              );
            })}
          </svg>
        </div>
      ))}
      <div class="track">
        <span />
        <div class="track-times">
          {ticks(span, 5).map((at) => (
            <span key={at} style={{ left: `${100 * share(at, span)}%` }}>
              {clockTime(at, night.zone)}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}
