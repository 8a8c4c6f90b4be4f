/** What this browser remembers between visits. Storage may be full or forbidden: then nothing is remembered. */
const PREFIX = "cradlewatch.";

type Key = "session" | "household" | "queries";

export function store(key: Key, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // A page that cannot remember still works.
  }
}

export function recall<T>(key: Key): T | undefined {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

export function forget(key: Key): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was remembered.
  }
}
