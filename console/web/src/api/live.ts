import type { LiveEvent } from "../state/household.ts";

export interface Listener {
  event: (event: LiveEvent) => void;
  now: (now: string, rate: number) => void;
  lost: () => void;
  signedOut: () => void;
  /** The server refused the stream: find out whether the session still holds. */
  refused: () => Promise<void>;
}

const TYPES = ["snapshot", "crib", "alert", "scores", "settings", "people", "delivery"] as const;
const LOST_AFTER_MILLIS = 3_000;
/** The server says its time every 10 s; a silence this long is a dead connection that nobody reported. */
const DEAD_AFTER_MILLIS = 30_000;
const RETRY_MILLIS = 3_000;

/** The stream of a household; reconnects by itself until closed. */
export class LiveStream {
  readonly #listener: Listener;
  #source: EventSource | undefined;
  #lostTimer: number | undefined;
  #retryTimer: number | undefined;
  #lastWord = Date.now();
  #closed = false;
  readonly #watch: number;

  constructor(listener: Listener) {
    this.#listener = listener;
    this.#watch = window.setInterval(() => this.#checkPulse(), 5_000);
    addEventListener("online", this.#wake);
    document.addEventListener("visibilitychange", this.#wake);
    this.#open();
  }

  close(): void {
    this.#closed = true;
    this.#source?.close();
    clearInterval(this.#watch);
    clearTimeout(this.#lostTimer);
    clearTimeout(this.#retryTimer);
    removeEventListener("online", this.#wake);
    document.removeEventListener("visibilitychange", this.#wake);
  }

  #open(): void {
    clearTimeout(this.#retryTimer);
    this.#source?.close();
    if (this.#closed) return;
    this.#lastWord = Date.now();
    const source = new EventSource("/api/live");
    this.#source = source;
    this.#expectWord();
    for (const type of TYPES) {
      source.addEventListener(type, (message) => {
        this.#heard();
        this.#listener.event({ type, data: JSON.parse(message.data) } as LiveEvent);
      });
    }
    source.addEventListener("now", (message) => {
      this.#heard();
      const { now, rate } = JSON.parse(message.data) as { now: string; rate: number };
      this.#listener.now(now, rate);
    });
    source.addEventListener("signed-out", () => {
      this.close();
      this.#listener.signedOut();
    });
    source.addEventListener("error", () => {
      this.#expectWord();
      if (source.readyState === EventSource.CLOSED) void this.#refused();
    });
  }

  async #refused(): Promise<void> {
    await this.#listener.refused();
    if (!this.#closed) this.#retryTimer = window.setTimeout(() => this.#open(), RETRY_MILLIS);
  }

  #heard(): void {
    this.#lastWord = Date.now();
    clearTimeout(this.#lostTimer);
    this.#lostTimer = undefined;
  }

  #expectWord(): void {
    this.#lostTimer ??= window.setTimeout(() => this.#listener.lost(), LOST_AFTER_MILLIS);
  }

  #checkPulse(): void {
    if (Date.now() - this.#lastWord > DEAD_AFTER_MILLIS) {
      this.#listener.lost();
      this.#open();
    }
  }

  /** A phone that wakes up may hold a connection that died in its pocket. */
  readonly #wake = (): void => {
    const silent = Date.now() - this.#lastWord > DEAD_AFTER_MILLIS / 2;
    if (document.visibilityState === "visible" && (silent || this.#lostTimer !== undefined)) this.#open();
  };
}
