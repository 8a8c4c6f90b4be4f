import { useMemo, useRef, useState } from "preact/hooks";
import { post, postForFile, wordsOf } from "../api/client.ts";
import type { SqlResult } from "../api/types.ts";
import { download } from "../ui/download.ts";
import { Catalog } from "./catalog.tsx";
import { ResultChart } from "./result-chart.tsx";
import { ResultTable } from "./result-table.tsx";
import { resultWords } from "./result-words.ts";
import { SavedQueries } from "./saved-queries.tsx";

/** A box for one SQL statement over the history, and what it answers. */
export function SqlPage() {
  const box = useRef<HTMLTextAreaElement>(null);
  const [sql, setSql] = useState("");
  const [result, setResult] = useState<SqlResult | undefined>(undefined);
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);

  const attempt = async (work: () => Promise<void>) => {
    if (busy || sql.trim() === "") return;
    setBusy(true);
    setError("");
    try {
      await work();
    } catch (failure) {
      setError(wordsOf(failure));
    }
    setBusy(false);
  };
  const run = () => attempt(async () => setResult(await post<SqlResult>("/api/sql", { sql })));
  const save = (kind: "csv" | "parquet") =>
    attempt(async () => download(await postForFile(`/api/sql/${kind}`, { sql }), `cradlewatch.${kind}`));
  const choose = (statement: string) => {
    setSql(statement);
    box.current?.focus();
  };
  const insert = (name: string) => {
    const area = box.current;
    if (!area) return;
    area.setRangeText(name, area.selectionStart, area.selectionEnd, "end");
    setSql(area.value);
    area.focus();
  };

  // The answer may be long: typing on must not go through it again.
  const answer = useMemo(
    () =>
      result && result.rows.length > 0 ? (
        <>
          <ResultChart result={result} />
          <ResultTable result={result} />
        </>
      ) : null,
    [result],
  );

  return (
    <div class="sql">
      <div class="sql-work">
        <section class="card" aria-label="Query">
          <label class="field" for="sql">
            SQL statement
          </label>
          <textarea
            id="sql"
            ref={box}
            class="sql-box"
            rows={8}
            spellcheck={false}
            autocapitalize="off"
            aria-describedby="sql-help"
            value={sql}
            onInput={(event) => setSql(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                event.preventDefault();
                void run();
              }
            }}
          />
          <div class="sql-buttons">
            <button type="button" class="button button-primary" aria-busy={busy} onClick={run}>
              Run
            </button>
            <button type="button" class="button" onClick={() => save("csv")}>
              Download CSV
            </button>
            <button type="button" class="button" onClick={() => save("parquet")}>
              Download Parquet
            </button>
            <span class="muted" id="sql-help">
              Ctrl+Enter runs. Rows and time are limited.
            </span>
          </div>
          <div role="alert">{error && <p class="error sql-error">{error}</p>}</div>
        </section>
        <section class="card" aria-label="Result">
          <p role="status">{result ? resultWords(result) : "Nothing asked yet."}</p>
          {answer}
        </section>
      </div>
      <div class="sql-side">
        <SavedQueries sql={sql} choose={choose} />
        <Catalog insert={insert} />
      </div>
    </div>
  );
}
