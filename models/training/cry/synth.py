"""Procedural sounds that are not cries but share something with one: pitch, harmonics, bursts or loudness.

Each maker returns float32 samples, shape [n], at 16 kHz, of arbitrary level. They widen a training set whose
recordings hold few kinds of household sound.
"""

from collections.abc import Callable

import numpy as np
import scipy.signal

from .audio import RATE

Rng = np.random.Generator


def curve(rng: Rng, n: int, low: float, high: float, knots: int) -> np.ndarray:
    """A smooth random curve between low and high, shape [n]."""
    values = rng.uniform(low, high, knots)
    at = np.linspace(0, knots - 1, n)
    smooth = np.interp(at, np.arange(knots), values)
    width = max(1, n // (2 * knots))
    return scipy.signal.fftconvolve(np.pad(smooth, width, mode="edge"), np.hanning(2 * width + 1) / width)[
        2 * width : 2 * width + n
    ]


def envelope(n: int, attack: float, release: float) -> np.ndarray:
    """Linear attack and release, in seconds, shape [n]."""
    t = np.arange(n) / RATE
    return np.minimum(1, np.minimum(t / max(attack, 1e-3), (n / RATE - t) / max(release, 1e-3)))


def harmonics(pitch: np.ndarray, weight: Callable[[np.ndarray], np.ndarray], count: int) -> np.ndarray:
    """Sum of harmonics of a pitch track in Hz, shape [n]; weight maps a track of Hz to amplitude."""
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    out = np.zeros(pitch.size)
    for k in range(1, count + 1):
        hz = pitch * k
        if hz.min() > 7600:
            break
        out += weight(hz) * (hz < 7800) * np.sin(k * phase)
    return out


def formants(rng: Rng, scale: float, n: int) -> Callable[[np.ndarray], np.ndarray]:
    """A moving vocal tract: three resonances of an adult (scale 1) to an infant (scale 1.8), with a glottal tilt."""
    tracks = [
        (curve(rng, n, low * scale, high * scale, 3), rng.uniform(0.08, 0.2))
        for low, high in ((280, 800), (900, 2200), (2300, 3100))
    ]
    tilt = rng.uniform(0.4, 1.2)

    def weight(hz: np.ndarray) -> np.ndarray:
        total = 0.03
        for centre, width in tracks:
            total = total + np.exp(-0.5 * (np.log2(hz / centre) / (2.5 * width)) ** 2)
        return total * np.maximum(hz, 100) ** -tilt

    return weight


def plain(rng: Rng) -> Callable[[np.ndarray], np.ndarray]:
    """Harmonic amplitudes that fall with frequency, as of an instrument."""
    slope = rng.uniform(0.3, 2.5)
    return lambda hz: np.maximum(hz, 50) ** -slope


def siren(rng: Rng) -> np.ndarray:
    """A wailing, yelping or two-tone siren."""
    n = int(RATE * rng.uniform(2, 5))
    t = np.arange(n) / RATE
    low, high = np.sort(rng.uniform(350, 1900, 2))
    sweep = np.sin(2 * np.pi * t / rng.uniform(0.25, 4))
    sweep = np.sign(sweep) if rng.random() < 0.3 else sweep
    return harmonics(low + (high - low) * (0.5 + 0.5 * sweep), plain(rng), int(rng.integers(1, 10)))


def beeps(rng: Rng) -> np.ndarray:
    """An alarm, a timer or a toy: tones switched on and off."""
    n = int(RATE * rng.uniform(1, 5))
    t = np.arange(n) / RATE
    notes = rng.uniform(350, 4200, rng.integers(1, 4))
    period = rng.uniform(0.08, 1.2)
    pitch = notes[(t / period).astype(int) % notes.size]
    gate = (t / period) % 1 < rng.uniform(0.3, 0.95)
    gate = gate & ((t / (period * 4)) % 1 < rng.uniform(0.5, 1.01))
    gate = scipy.signal.lfilter([0.02], [1, -0.98], gate.astype(float))
    return harmonics(pitch, plain(rng), int(rng.integers(1, 8))) * gate


def melody(rng: Rng) -> np.ndarray:
    """Notes of a scale with attack, decay and vibrato, one to three voices."""
    n = int(RATE * rng.uniform(2, 5))
    out = np.zeros(n)
    root = rng.uniform(120, 600)
    vibrato, rate = rng.uniform(0, 0.015), rng.uniform(4, 7)
    for _ in range(int(rng.integers(1, 4))):
        at = 0
        weight, count = plain(rng), int(rng.integers(2, 16))
        while at < n:
            m = min(n - at, int(RATE * rng.uniform(0.12, 1.2)))
            t = np.arange(m) / RATE
            pitch = root * 2 ** (rng.choice([0, 2, 4, 5, 7, 9, 11, 12, 14, 16]) / 12)
            tone = harmonics(pitch * (1 + vibrato * np.sin(2 * np.pi * rate * t)), weight, count)
            decay = np.exp(-t * rng.choice([0.3, 2.0, 6.0]))
            out[at : at + m] += tone / (np.abs(tone).max() + 1e-9) * envelope(m, rng.uniform(0.003, 0.1), 0.04) * decay
            at += m + int(rng.random() < 0.2) * int(RATE * 0.2)
    return out


def chirps(rng: Rng) -> np.ndarray:
    """Birds, insects or squeaks: short glides above 1.2 kHz."""
    n = int(RATE * rng.uniform(1, 5))
    out = np.zeros(n)
    base = rng.uniform(1200, 6000)
    at = int(RATE * rng.uniform(0, 0.5))
    while at < n:
        m = min(n - at, int(RATE * rng.uniform(0.02, 0.4)))
        pitch = curve(rng, m, base * 0.75, base * 1.25, int(rng.integers(2, 5))) if m > 64 else np.full(m, base)
        out[at : at + m] += harmonics(pitch, plain(rng), int(rng.integers(1, 4))) * envelope(m, 0.01, 0.02)
        at += m + int(RATE * rng.exponential(0.15))
    return out


def laughter(rng: Rng) -> np.ndarray:
    """Laughter of an adult or a child: breathy voiced bursts at 3.5..6.5 a second that fall in pitch."""
    rate = rng.uniform(3.5, 6.5)
    count = int(rng.integers(3, 14))
    n = int(RATE * (count / rate + 0.3))
    child = rng.random() < 0.6
    pitch0 = rng.uniform(280, 620) if child else rng.uniform(120, 380)
    weight = formants(rng, rng.uniform(1.3, 1.8) if child else rng.uniform(0.95, 1.2), n)
    t = np.arange(n) / RATE
    burst = (t * rate) % 1
    duty = rng.uniform(0.35, 0.75)
    voiced = np.where(burst < duty, np.sin(np.pi * np.clip(burst / duty, 0, 1)) ** 0.7, 0)
    fall = 1 - rng.uniform(0, 0.4) * t / t[-1]
    pitch = pitch0 * fall * (1 + rng.uniform(0.02, 0.25) * (0.5 - np.minimum(burst / duty, 1)))
    noise = scipy.signal.lfilter([1], [1, -rng.uniform(0.2, 0.8)], rng.standard_normal(n))
    breath = np.roll(voiced, -int(RATE * 0.04)) + rng.uniform(0, 0.4)
    tone = harmonics(pitch, weight, 24)
    tone = tone / (np.abs(tone).max() + 1e-9) * voiced
    return (tone + rng.uniform(0.01, 0.25) * noise * breath * 0.3) * fall**2


def babble(rng: Rng) -> np.ndarray:
    """Cooing and babbling syllables of a child: short, calm pitch, moving formants."""
    out = []
    scale = rng.uniform(1.2, 1.8)
    pitch0 = rng.uniform(220, 420)
    for _ in range(int(rng.integers(2, 9))):
        m = int(RATE * rng.uniform(0.1, 0.4))
        pitch = pitch0 * curve(rng, m, 0.85, 1.2, 3)
        tone = harmonics(pitch, formants(rng, scale, m), 20)
        out += [
            tone / (np.abs(tone).max() + 1e-9) * envelope(m, 0.03, 0.06),
            np.zeros(int(RATE * rng.uniform(0.02, 0.5))),
        ]
    return np.concatenate(out)


def bleat(rng: Rng) -> np.ndarray:
    """Sheep, goats, crows, hens, cows, frogs: a voice with strong roughness or tremolo."""
    out = []
    pitch0 = rng.uniform(80, 520)
    tremor, depth = rng.uniform(7, 70), rng.uniform(0.4, 1)
    for _ in range(int(rng.integers(1, 6))):
        m = int(RATE * rng.uniform(0.12, 1.2))
        t = np.arange(m) / RATE
        shake = np.sin(2 * np.pi * tremor * t)
        tone = harmonics(pitch0 * (1 + 0.04 * shake) * curve(rng, m, 0.85, 1.15, 3), formants(rng, 1.0, m), 30)
        noise = rng.standard_normal(m) * rng.uniform(0, 0.5)
        tone = (tone / (np.abs(tone).max() + 1e-9) + noise * 0.3) * (1 - depth * (0.5 + 0.5 * shake))
        out += [tone * envelope(m, 0.03, 0.08), np.zeros(int(RATE * rng.uniform(0.05, 0.9)))]
    return np.concatenate(out)


def meow(rng: Rng) -> np.ndarray:
    """A cat, or a person who plays one: a voice from a closed vowel to an open one and back, pitch in an arc."""
    out = []
    cat = rng.random() < 0.5
    scale = rng.uniform(1.5, 2.2) if cat else rng.uniform(0.95, 1.5)
    pitch0 = rng.uniform(350, 900) if cat else rng.uniform(150, 650)
    for _ in range(int(rng.integers(1, 5))):
        m = int(RATE * rng.uniform(0.3, 1.6))
        at = np.linspace(0, 1, m)
        opening = np.interp(at, [0, rng.uniform(0.15, 0.5), rng.uniform(0.6, 0.9), 1], [0, 1, rng.uniform(0.4, 1), 0])
        pitch = pitch0 * (1 + rng.uniform(0, 0.5) * np.sin(np.pi * at ** rng.uniform(0.5, 1.5)))
        pitch *= curve(rng, m, 0.97, 1.03, int(rng.integers(4, 12))) * np.interp(at, [0, 1], [1, rng.uniform(0.7, 1.1)])
        first, second = (300 + 550 * opening) * scale, np.interp(at, [0, 0.4, 1], [2200, 1500, 850]) * scale
        tilt = rng.uniform(0.5, 1.3)

        def weight(
            hz: np.ndarray, first: np.ndarray = first, second: np.ndarray = second, tilt: float = tilt
        ) -> np.ndarray:
            peaks = sum(np.exp(-0.5 * (np.log2(hz / centre) / 0.3) ** 2) for centre in (first, second))
            return (0.03 + peaks) * np.maximum(hz, 100) ** -tilt

        tone = harmonics(pitch, weight, 30) * (0.25 + 0.75 * opening)
        tone = tone / (np.abs(tone).max() + 1e-9) + rng.uniform(0, 0.1) * rng.standard_normal(m) * opening
        out += [tone * envelope(m, 0.04, 0.1), np.zeros(int(RATE * rng.uniform(0.1, 1.2)))]
    return np.concatenate(out)


def bursts(rng: Rng) -> np.ndarray:
    """Coughs, sneezes, claps, knocks, clicks, steps: noise with a sudden start."""
    n = int(RATE * rng.uniform(0.5, 4))
    out = np.zeros(n + RATE)
    decay = rng.uniform(0.004, 0.2)
    steady = rng.random() < 0.5
    period = rng.uniform(0.08, 1.0)
    at = 0.0
    centre, width = rng.uniform(150, 5000), rng.uniform(0.2, 2)
    while at < n / RATE:
        m = int(RATE * min(1.0, decay * 6)) + 8
        hit = rng.standard_normal(m) * np.exp(-np.arange(m) / RATE / decay) * rng.uniform(0.4, 1)
        out[int(at * RATE) : int(at * RATE) + m] += hit
        at += period if steady else rng.exponential(period) + 0.02
    spectrum = np.fft.rfft(out)
    hz = np.fft.rfftfreq(out.size, 1 / RATE)
    return np.fft.irfft(spectrum * np.exp(-0.5 * (np.log2(np.maximum(hz, 1) / centre) / width) ** 2), out.size)[:n]


def motor(rng: Rng) -> np.ndarray:
    """Vacuum cleaner, drill, saw, engine: harmonics of a wandering speed under noise."""
    n = int(RATE * rng.uniform(2, 5))
    pitch = curve(rng, n, 0.7, 1.3, int(rng.integers(2, 6))) * rng.uniform(40, 700)
    tone = harmonics(pitch, plain(rng), int(rng.integers(4, 20)))
    noise = scipy.signal.lfilter([1], [1, -rng.uniform(0, 0.95)], rng.standard_normal(n))
    return tone / (tone.std() + 1e-9) * rng.uniform(0.2, 1.5) + noise / noise.std() * rng.uniform(0.2, 1)


def creak(rng: Rng) -> np.ndarray:
    """Doors, floors, rubber: stick-slip pulses through fixed resonances, pitch gliding."""
    n = int(RATE * rng.uniform(0.3, 2.5))
    pitch = curve(rng, n, 30, rng.uniform(100, 900), int(rng.integers(2, 6)))
    pulses = (np.diff(np.floor(np.cumsum(pitch * rng.uniform(0.9, 1.1)) / RATE), prepend=0) > 0).astype(float)
    pulses *= rng.uniform(0.3, 1, n)
    for _ in range(int(rng.integers(2, 6))):
        radius, angle = rng.uniform(0.95, 0.995), 2 * np.pi * rng.uniform(250, 5000) / RATE
        pulses = pulses + scipy.signal.lfilter([1 - radius], [1, -2 * radius * np.cos(angle), radius**2], pulses)
    return pulses * envelope(n, 0.05, 0.1)


MAKERS: tuple[Callable[[Rng], np.ndarray], ...] = (
    siren,
    beeps,
    melody,
    chirps,
    laughter,
    laughter,
    babble,
    bleat,
    meow,
    meow,
    bursts,
    bursts,
    motor,
    creak,
)


def make(rng: Rng) -> np.ndarray:
    """A random procedural sound with RMS 1."""
    x = MAKERS[int(rng.integers(len(MAKERS)))](rng).astype(np.float32)
    return x / (np.sqrt(np.mean(x**2)) + np.float32(1e-9))
