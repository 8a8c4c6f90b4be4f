import type { Cell, SqlResult } from "../api/types.ts";
import { isNumeric } from "./columns.ts";

/** The answer as a table. */
export function ResultTable({ result }: { result: SqlResult }) {
  const numeric = result.columns.map((_, column) => isNumeric(result.rows, column));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section class="result-scroll" tabIndex={0} aria-label="Rows">
      <table class="result">
        <thead>
          <tr>
            {result.columns.map((name, column) => (
              <th key={column} scope="col" class={numeric[column] ? "number" : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {result.rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column} class={numeric[column] ? "number" : undefined}>
                  {cellWords(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function cellWords(cell: Cell): string {
  return cell === null ? "–" : String(cell);
}
