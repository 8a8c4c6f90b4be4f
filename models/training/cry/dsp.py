"""Acoustics of a scene: noise beds, rooms, microphones and channels. Samples are float32, shape [n], 16 kHz."""

from collections.abc import Callable

import numpy as np
import scipy.fft
import scipy.signal

from .audio import RATE, rms

Rng = np.random.Generator


def shape_spectrum(x: np.ndarray, gain: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Filters with zero phase by a gain given as a function of frequency in Hz."""
    size = scipy.fft.next_fast_len(x.size, real=True)
    spectrum = scipy.fft.rfft(x.astype(np.float32), size)
    hz = np.linspace(0, RATE / 2, spectrum.size, dtype=np.float32)
    return scipy.fft.irfft(spectrum * gain(hz).astype(np.float32), size)[: x.size]


def coloured_noise(rng: Rng, n: int) -> np.ndarray:
    """Noise with power falling as 1/f^a, a in 0..2, RMS 1."""
    half = rng.uniform(0.0, 1.0)
    noise = rng.standard_normal(n, np.float32)
    noise = shape_spectrum(noise, lambda hz: np.maximum(hz, rng.uniform(20, 80)) ** -half)
    return noise / rms(noise)


def hum(rng: Rng, n: int) -> np.ndarray:
    """Mains, fan or motor hum: a few harmonics of 45..180 Hz, RMS 1."""
    t = np.arange(n, dtype=np.float32) / RATE
    base = rng.uniform(45, 62) if rng.random() < 0.6 else rng.uniform(62, 180)
    out = np.zeros(n, np.float32)
    for k in range(1, int(rng.integers(3, 12))):
        out += np.float32(rng.uniform(0.2, 1) / k) * np.sin(
            np.float32(2 * np.pi * base * k) * t + np.float32(rng.uniform(0, 6.28))
        )
    return out / rms(out)


def bed(rng: Rng, n: int) -> np.ndarray:
    """A room's background: coloured noise, sometimes with hum and slow level drift, RMS 1."""
    out = coloured_noise(rng, n)
    if rng.random() < 0.4:
        out = out + hum(rng, n) * np.float32(rng.uniform(0.1, 1.0))
    if rng.random() < 0.3:
        knots = rng.uniform(-6, 3, 6)
        drift = np.interp(np.linspace(0, 5, n), np.arange(6), knots)
        out = out * (10 ** (drift / 20)).astype(np.float32)
    return out / rms(out)


def room(rng: Rng) -> np.ndarray:
    """A room response: a direct path, sparse early reflections and a decaying, darkening tail."""
    n = int(RATE * rng.uniform(0.1, 0.6))
    tail = rng.standard_normal(n) * np.exp(-6.9 * np.arange(n) / n)
    if rng.random() < 0.5:
        smooth = rng.uniform(0.0, 0.7)
        tail = scipy.signal.lfilter([1 - smooth], [1, -smooth], tail)
    tail *= rng.uniform(0.08, 0.8) / np.sqrt(np.sum(tail**2))
    if rng.random() < 0.5:
        for _ in range(int(rng.integers(1, 5))):
            tail[int(rng.integers(20, min(n, 700)))] += rng.uniform(-0.4, 0.4)
    tail[0] = 1.0
    return tail.astype(np.float32)


def through(x: np.ndarray, response: np.ndarray) -> np.ndarray:
    """Convolution, cut to the input's length."""
    return scipy.signal.fftconvolve(x, response)[: x.size].astype(np.float32)


def speed(x: np.ndarray, factor: float) -> np.ndarray:
    """Plays faster (factor above 1): pitch, formants and tempo move together."""
    down = round(factor * 40)
    if down == 40 or x.size == 0:
        return x
    return scipy.signal.resample_poly(x, 40, down).astype(np.float32)


def microphone(rng: Rng) -> Callable[[np.ndarray], np.ndarray]:
    """A random linear capture chain as gain over Hz: high-pass, low-pass, broad peaks and tilt."""
    corner = rng.choice([0.0, rng.uniform(60, 150), rng.uniform(150, 400)], p=[0.4, 0.4, 0.2])
    limit = rng.choice([9000.0, 7000.0, 5500.0, 4000.0, 3400.0], p=[0.45, 0.15, 0.12, 0.16, 0.12])
    limit *= rng.uniform(0.93, 1.05)
    tilt = rng.uniform(-4, 4)
    peaks = [(rng.uniform(200, 6500), rng.uniform(-7, 7), rng.uniform(0.2, 1.0)) for _ in range(rng.integers(0, 4))]

    def gain(hz: np.ndarray) -> np.ndarray:
        octaves = np.log2(np.maximum(hz, 30) / 1000)
        decibels = tilt * octaves / 2
        for centre, height, width in peaks:
            decibels = decibels + height * np.exp(-0.5 * ((octaves - np.log2(centre / 1000)) / width) ** 2)
        if corner > 0:
            decibels = decibels - 10 * np.log10(1 + (corner / np.maximum(hz, 1)) ** 4)
        decibels = decibels - np.clip((hz - limit) / 300, 0, 1) * 80
        return 10 ** (decibels / 20)

    return gain


def mu_law(x: np.ndarray) -> np.ndarray:
    """8-bit mu-law and back: the coarse quantization of a telephone channel."""
    code = np.sign(x) * np.log1p(255 * np.abs(np.clip(x, -1, 1))) / np.log(256)
    code = np.round(code * 127) / 127
    return (np.sign(code) * (np.power(256.0, np.abs(code)) - 1) / 255).astype(np.float32)


def coded(rng: Rng, x: np.ndarray) -> np.ndarray:
    """Traces of a lossy codec: in short-time spectra, bins far below their neighbourhood's peak are dropped."""
    _, _, spectrum = scipy.signal.stft(x, RATE, nperseg=640, noverlap=320)
    power = np.abs(spectrum) ** 2
    around = scipy.signal.fftconvolve(power, np.ones((15, 1), np.float32) / 15, mode="same")
    keep = power > around * rng.uniform(0.02, 0.3)
    _, out = scipy.signal.istft(spectrum * keep, RATE, nperseg=640, noverlap=320)
    return np.pad(out, (0, max(0, x.size - out.size)))[: x.size].astype(np.float32)


def capture(rng: Rng, x: np.ndarray) -> np.ndarray:
    """The end of the chain: rare clipping, mu-law or codec traces, then 16-bit rounding."""
    draw = rng.random()
    if draw < 0.06:
        x = np.clip(x * 10 ** (rng.uniform(3, 15) / 20), -1, 1)
    elif draw < 0.10:
        x = mu_law(x)
    elif draw < 0.18:
        x = coded(rng, x)
    return (np.round(np.clip(x, -1, 32767 / 32768) * 32768) / 32768).astype(np.float32)
