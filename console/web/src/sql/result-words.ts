import type { SqlResult } from "../api/types.ts";

/** "60 rows in 12 ms." and how many there can be. */
export function resultWords({ rows, truncated, rowLimit, tookMillis }: SqlResult): string {
  const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
  const time = tookMillis < 1000 ? `${tookMillis} ms` : `${(tookMillis / 1000).toFixed(1)} s`;
  const more = truncated
    ? ` There are more: only the first ${rowLimit} are shown.`
    : ` At most ${rowLimit} are shown.`;
  return `${count} in ${time}.${more}`;
}
