"""Log-mel features as models/features.json defines them, for Python.

The Java and C++ versions compute the same numbers; models/testdata/log_mel_golden.json holds the three together.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import scipy.fft

MODELS_DIR = Path(__file__).resolve().parents[2]
FEATURES_JSON = MODELS_DIR / "features.json"


def hz_to_mel(hz: np.ndarray | float) -> np.ndarray:
    """HTK mel of a frequency in Hz."""
    return 2595.0 * np.log10(1.0 + np.asarray(hz, np.float64) / 700.0)


@dataclass(frozen=True)
class LogMel:
    """One profile of features.json: turns 16 kHz samples into log-mel frames."""

    rate: int
    frame: int
    hop: int
    history: int
    fft: int
    offset: float
    bands: int
    low_hz: float
    high_hz: float
    context_windows: int

    @classmethod
    def profile(cls, name: str, path: Path = FEATURES_JSON) -> "LogMel":
        """The named profile, read from features.json."""
        spec = json.loads(path.read_text())
        chosen = spec["profiles"][name]
        return cls(
            rate=spec["sample_rate_hz"],
            frame=spec["frame_samples"],
            hop=spec["hop_samples"],
            history=spec["history_samples"],
            fft=spec["fft_samples"],
            offset=spec["log_offset"],
            bands=chosen["bands"],
            low_hz=chosen["low_hz"],
            high_hz=chosen["high_hz"],
            context_windows=chosen["context_windows"],
        )

    @property
    def frames_per_window(self) -> int:
        """Frames of a 1 s window."""
        return self.rate // self.hop

    @cached_property
    def window(self) -> np.ndarray:
        """Symmetric Hann window, shape [frame]."""
        n = np.arange(self.frame)
        return 0.5 - 0.5 * np.cos(2.0 * np.pi * n / (self.frame - 1))

    @cached_property
    def filters(self) -> np.ndarray:
        """Mel filterbank, shape [fft // 2 + 1, bands].

        Band edges are bands + 2 points evenly spaced in mel from low_hz to high_hz. The weight of bin f in the band
        with edges (left, centre, right) is max(0, min((mel(f) - left) / (centre - left),
        (right - mel(f)) / (right - centre))): a triangle in the mel domain with peak 1, without area normalization.
        """
        edges = np.linspace(hz_to_mel(self.low_hz), hz_to_mel(self.high_hz), self.bands + 2)
        mel = hz_to_mel(np.arange(self.fft // 2 + 1) * self.rate / self.fft)[:, None]
        rising = (mel - edges[None, :-2]) / (edges[1:-1] - edges[:-2])
        falling = (edges[None, 2:] - mel) / (edges[2:] - edges[1:-1])
        weights = np.maximum(0.0, np.minimum(rising, falling))
        if not (weights.max(axis=0) > 0).all():
            raise ValueError(f"{self.bands} mel bands from {self.low_hz} Hz: a band holds no FFT bin (set fewer bands)")
        return weights

    def mel_power(self, samples: np.ndarray, history: np.ndarray | None = None) -> np.ndarray:
        """Mel power of contiguous samples.

        Args:
            samples: float in [-1, 1), shape [n]; frame k covers samples [hop*k - history, hop*k - history + frame).
            history: the samples before the first one, shape [history]; zeros when None.

        Returns:
            shape [n // hop, bands], in the dtype of the samples.
        """
        samples = np.asarray(samples)
        past = np.zeros(self.history, samples.dtype) if history is None else history.astype(samples.dtype)
        padded = np.concatenate([past, samples])
        count = samples.size // self.hop
        frames = np.lib.stride_tricks.sliding_window_view(padded, self.frame)[:: self.hop][:count]
        spectrum = scipy.fft.rfft(frames * self.window.astype(samples.dtype), self.fft, axis=1)
        power = spectrum.real**2 + spectrum.imag**2
        return power @ self.filters.astype(samples.dtype)

    def __call__(self, samples: np.ndarray, history: np.ndarray | None = None) -> np.ndarray:
        """Natural log of mel power plus the offset, shape [n // hop, bands]; see mel_power."""
        power = self.mel_power(samples, history)
        return np.log(power + power.dtype.type(self.offset))


def contexts(windows: np.ndarray, length: int) -> np.ndarray:
    """The model's input for every window of a gapless stream.

    Args:
        windows: log-mel of consecutive 1 s windows, shape [n, frames, bands].
        length: windows a context.

    Returns:
        shape [n, length * frames, bands]; entry i ends with window i; windows before the stream's start are filled
        with the oldest one, as the jobs do after a start or a gap.
    """
    count = len(windows)
    index = np.maximum(np.arange(count)[:, None] + np.arange(1 - length, 1)[None, :], 0)
    return windows[index].reshape(count, length * windows.shape[1], windows.shape[2])
