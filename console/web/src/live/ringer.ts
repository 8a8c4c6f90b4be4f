const TONES_HZ = [523.25, 659.25] as const;
const TONE_SECONDS = 0.45;
const EVERY_MILLIS = 4_000;
const LOUDNESS = 0.25;

/** A gentle two-tone ring. Make one inside a user's gesture: browsers let no page sound without. */
export class Ringer {
  readonly #context = new AudioContext();
  #timer: number | undefined;

  constructor() {
    this.#chime(0.08);
  }

  start(): void {
    if (this.#timer !== undefined) return;
    this.#ring();
    this.#timer = window.setInterval(() => this.#ring(), EVERY_MILLIS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  close(): void {
    this.stop();
    void this.#context.close();
  }

  #ring(): void {
    this.#chime(LOUDNESS);
    navigator.vibrate?.([200, 150, 200]);
  }

  #chime(loudness: number): void {
    void this.#context.resume();
    TONES_HZ.forEach((hertz, index) => {
      const start = this.#context.currentTime + index * TONE_SECONDS;
      const tone = this.#context.createOscillator();
      const gain = this.#context.createGain();
      tone.frequency.value = hertz;
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(loudness, start + 0.04);
      gain.gain.exponentialRampToValueAtTime(0.001, start + TONE_SECONDS);
      tone.connect(gain).connect(this.#context.destination);
      tone.start(start);
      tone.stop(start + TONE_SECONDS);
    });
  }
}
