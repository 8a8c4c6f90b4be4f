/**
 * The system's clock as the page follows it. A demo plays a night faster than real time and on another date,
 * so every duration on the page is measured on this clock, never on the browser's.
 */
export interface Clock {
  /** Epoch milliseconds of the system's clock at the anchor. */
  systemMillis: number;
  /** Seconds of the system's clock per second of the browser's. */
  rate: number;
  /** Epoch milliseconds of the browser's clock at the anchor. */
  anchorMillis: number;
}

export function clockAt(now: string, rate: number, browserMillis: number): Clock {
  return { systemMillis: Date.parse(now), rate, anchorMillis: browserMillis };
}

export function read(clock: Clock, browserMillis: number): number {
  return clock.systemMillis + clock.rate * (browserMillis - clock.anchorMillis);
}
