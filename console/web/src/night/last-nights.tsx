import type { NightSummary } from "../api/types.ts";
import { duration, nightName } from "../ui/time.ts";

/** One row a night, newest first: how many cries, how much of it, the longest quiet. */
export function LastNights({ nights, shown }: { nights: NightSummary[]; shown: string | undefined }) {
  const most = Math.max(1, ...nights.map((n) => n.cries));
  const longest = Math.max(1, ...nights.map((n) => n.longestQuietSeconds));
  return (
    <section class="card last-nights" aria-label="The last nights">
      <h2>The last nights</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Night</th>
            <th scope="col">Cries</th>
            <th scope="col">Longest quiet</th>
          </tr>
        </thead>
        <tbody>
          {nights.map((night) => (
            <tr key={night.night} class={night.night === shown ? "row-shown" : undefined}>
              <th scope="row">
                <a href={`/night/${night.night}`} aria-current={night.night === shown ? "page" : undefined}>
                  {nightName(night.night)}
                </a>
              </th>
              <td>
                <Bar share={night.cries / most} kind="cry" />
                {night.cries === 0 ? "none" : `${night.cries} in ${duration(night.cryingSeconds * 1000)}`}
              </td>
              <td>
                <Bar share={night.longestQuietSeconds / longest} kind="quiet" />
                {duration(night.longestQuietSeconds * 1000)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Bar({ share, kind }: { share: number; kind: "cry" | "quiet" }) {
  return (
    <span class="bar" aria-hidden="true">
      <span class={`bar-${kind}`} style={{ width: `${100 * share}%` }} />
    </span>
  );
}
