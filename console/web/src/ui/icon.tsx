const PATHS = {
  live: "M3 12h4l2-6 4 12 3-8 2 2h3",
  night: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z",
  settings: "M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4",
  sql: "M4 6c0-1.5 3.6-2.5 8-2.5s8 1 8 2.5-3.6 2.5-8 2.5S4 7.500 4 6Zm0 0v12c0 1.500 3.600 2.500 8 2.500s8-1 8-2.500V6M4 12c0 1.500 3.600 2.500 8 2.500s8-1 8-2.500",
  quiet: "M5 13l4 4 10-10",
  crying: "M12 4v10M12 18.500v.5",
  offline: "M6 6l12 12M18 6L6 18",
  play: "M8 5l11 7-11 7Z",
  pause: "M8 5v14M16 5v14",
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside words; it says nothing of its own. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
