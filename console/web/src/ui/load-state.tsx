import type { Loaded } from "./use-load.ts";

/** Says that something is on its way or did not come; nothing once it is there. */
export function LoadState({ of }: { of: Loaded<unknown> }) {
  if (of.error) {
    return (
      <div class="load-error">
        <p class="error" role="alert">
          {of.error}
        </p>
        <button type="button" class="button button-small" onClick={of.reload}>
          Try again
        </button>
      </div>
    );
  }
  return of.value === undefined ? <p class="muted">Loading…</p> : null;
}
