import type { Table } from "../api/types.ts";
import { LoadState } from "../ui/load-state.tsx";
import { useLoad } from "../ui/use-load.ts";

/** The tables that can be asked, with their columns; a press writes the name into the statement. */
export function Catalog({ insert }: { insert: (name: string) => void }) {
  const tables = useLoad<Table[]>("/api/tables");
  return (
    <section class="card" aria-label="Tables">
      <h2>Tables</h2>
      <LoadState of={tables} />
      {tables.value?.map((table) => (
        <details key={table.name} class="table-entry">
          <summary>
            {table.name}
            {table.kind === "VIEW" && <span class="muted"> view</span>}
          </summary>
          <button type="button" class="button button-small" onClick={() => insert(table.name)}>
            Insert {table.name}
          </button>
          <ul class="table-columns">
            {table.columns.map((column) => (
              <li key={column.name}>
                <button type="button" class="column-name" onClick={() => insert(column.name)}>
                  {column.name}
                </button>
                <span class="muted">{column.type.toLowerCase()}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
