import { useCallback, useEffect, useState } from "preact/hooks";
import { get, wordsOf } from "../api/client.ts";

export interface Loaded<T> {
  value: T | undefined;
  error: string;
  reload: () => void;
}

/** What the server has under a path; a failed reload keeps the old value beside the error. */
export function useLoad<T>(path: string | undefined): Loaded<T> {
  const [state, setState] = useState<{ path: string | undefined; value?: T; error: string }>({
    path,
    error: "",
  });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (path === undefined) return;
    let outdated = false;
    get<T>(path).then(
      (value) => {
        if (!outdated) setState({ path, value, error: "" });
      },
      (error) => {
        if (!outdated)
          setState((old) => ({ ...(old.path === path ? old : {}), path, error: wordsOf(error) }));
      },
    );
    return () => {
      outdated = true;
    };
  }, [path, turn]);
  const reload = useCallback(() => setTurn((t) => t + 1), []);
  const current = state.path === path;
  return {
    value: current ? state.value : undefined,
    error: current ? state.error : "",
    reload,
  };
}
