import { useState } from "preact/hooks";
import type { Question } from "../api/types.ts";
import { recall, store } from "../state/saved.ts";
import { LoadState } from "../ui/load-state.tsx";
import { useLoad } from "../ui/use-load.ts";

interface Props {
  sql: string;
  choose: (statement: string) => void;
}

/** Ready questions, and the analyst's own, which stay in this browser. */
export function SavedQueries({ sql, choose }: Props) {
  const ready = useLoad<Question[]>("/api/questions");
  const [own, setOwn] = useState(() => recall<Question[]>("queries") ?? []);
  const [name, setName] = useState("");

  const keep = (queries: Question[]) => {
    setOwn(queries);
    store("queries", queries);
  };
  const save = (event: Event) => {
    event.preventDefault();
    const words = name.trim();
    if (words === "" || sql.trim() === "") return;
    keep([...own.filter((q) => q.words !== words), { words, statement: sql }]);
    setName("");
  };

  return (
    <section class="card" aria-label="Questions">
      <h2>Questions</h2>
      <LoadState of={ready} />
      <ul class="questions">
        {ready.value?.map((question) => (
          <li key={question.words}>
            <button type="button" class="button button-quiet" onClick={() => choose(question.statement)}>
              {question.words}
            </button>
          </li>
        ))}
        {own.map((question) => (
          <li key={question.words}>
            <button type="button" class="button button-quiet" onClick={() => choose(question.statement)}>
              {question.words}
            </button>
            <button
              type="button"
              class="button button-small"
              onClick={() => keep(own.filter((q) => q !== question))}
            >
              Forget<span class="unseen"> {question.words}</span>
            </button>
          </li>
        ))}
      </ul>
      <form class="form-row" onSubmit={save}>
        <label class="field">
          Name of this statement
          <input value={name} autocomplete="off" onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <button type="submit" class="button">
          Save
        </button>
      </form>
    </section>
  );
}
