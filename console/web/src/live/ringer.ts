interface Chime {
  tonesHz: readonly number[];
  everyMillis: number;
  vibrate: number[];
}

export const RING: Chime = { tonesHz: [523.25, 659.25], everyMillis: 4_000, vibrate: [200, 150, 200] };
/** Lower and seldom: nobody cries, but nobody would be heard either. */
export const CONNECTION_LOST: Chime = { tonesHz: [329.63, 261.63], everyMillis: 30_000, vibrate: [400] };

const TONE_SECONDS = 0.45;
const LOUDNESS = 0.25;
const LOUDNESS_OF_A_TRY = 0.08;

/** Gentle chimes. Make one inside a user's gesture: browsers let no page sound without. */
export class Ringer {
  readonly #context = new AudioContext();
  #chime: Chime | undefined;
  #timer: number | undefined;

  constructor() {
    this.#sound(RING, LOUDNESS_OF_A_TRY);
  }

  /** Repeats a chime until another or none is asked for. */
  repeat(chime: Chime | undefined): void {
    if (chime === this.#chime) return;
    clearInterval(this.#timer);
    this.#chime = chime;
    if (!chime) return;
    const once = () => {
      this.#sound(chime, LOUDNESS);
      navigator.vibrate?.(chime.vibrate);
    };
    once();
    this.#timer = window.setInterval(once, chime.everyMillis);
  }

  close(): void {
    this.repeat(undefined);
    void this.#context.close();
  }

  #sound(chime: Chime, loudness: number): void {
    void this.#context.resume();
    chime.tonesHz.forEach((hertz, index) => {
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
