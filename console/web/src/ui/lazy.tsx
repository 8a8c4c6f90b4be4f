import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

type State = { is: "LOADING" } | { is: "READY"; page: ComponentType } | { is: "FAILED" };

/** A page that is loaded when it is first shown. */
export function lazy(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | undefined;
  return function Lazy() {
    const [state, setState] = useState<State>(loaded ? { is: "READY", page: loaded } : { is: "LOADING" });
    useEffect(() => {
      if (loaded) return;
      load().then(
        (page) => {
          loaded = page;
          setState({ is: "READY", page });
        },
        () => setState({ is: "FAILED" }),
      );
    }, []);
    if (state.is === "READY") return <state.page />;
    if (state.is === "LOADING") return <p class="muted">Loading…</p>;
    return (
      <p>
        This page could not be loaded: no connection, or Cradlewatch was updated.{" "}
        <button type="button" class="button" onClick={() => location.reload()}>
          Reload
        </button>
      </p>
    );
  };
}
