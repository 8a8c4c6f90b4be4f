import { signal } from "@preact/signals";

/** The path of the page, without query and fragment. */
export const path = signal(location.pathname);

export function go(to: string): void {
  if (to === path.peek()) return;
  history.pushState(null, "", to);
  path.value = location.pathname;
  scrollTo(0, 0);
}

/** Lets links inside the page change the path without loading it again. */
export function followLinks(): void {
  addEventListener("popstate", () => {
    path.value = location.pathname;
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.("a[href]");
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.origin !== location.origin || link.target || link.download || link.hash) return;
    event.preventDefault();
    go(link.pathname);
  });
}
