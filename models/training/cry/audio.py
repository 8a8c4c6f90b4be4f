"""The audio data set in memory: manifest rows and their samples at 16 kHz."""

import csv
import subprocess
import wave
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

RATE = 16_000


@dataclass(frozen=True)
class Clip:
    """One labelled recording; samples are float32 in [-1, 1], shape [n], at 16 kHz."""

    path: str
    source: str
    label: str
    original_class: str
    group: str
    split: str
    samples: np.ndarray

    @property
    def is_cry(self) -> bool:
        """Whether the clip is labelled as infant crying."""
        return self.label == "cry"

    @property
    def is_inferred(self) -> bool:
        """Whether the negative label was only inferred, so that the clip may still hold a cry."""
        return self.original_class.startswith("rejected_by_curators")


def read_audio(path: Path) -> np.ndarray:
    """Mono samples at 16 kHz, float32, shape [n]; decoded by ffmpeg, as the jobs do."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-ac", "1", "-ar", str(RATE), "-"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.float32).copy()


def read_wav(path: Path) -> np.ndarray:
    """Samples of a 16 kHz mono 16-bit WAV as float32 in [-1, 1), shape [n]."""
    with wave.open(str(path)) as reader:
        if (reader.getframerate(), reader.getnchannels(), reader.getsampwidth()) != (RATE, 1, 2):
            raise ValueError(f"{path}: expected 16 kHz mono 16-bit")
        return np.frombuffer(reader.readframes(reader.getnframes()), "<i2").astype(np.float32) / 32768


def load_clips(data: Path, splits: Iterable[str], cache: Path | None = None) -> list[Clip]:
    """All clips of the splits, in manifest order.

    Args:
        data: folder with manifest.csv.
        splits: names of splits to load.
        cache: folder for decoded samples (one .npz a split), so that later starts skip the decoder.
    """
    with (data / "manifest.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    clips = []
    for split in splits:
        chosen = [row for row in rows if row["split"] == split]
        decoded = _decode(data, chosen, None if cache is None else cache / f"audio-{split}.npz")
        for row, samples in zip(chosen, decoded, strict=True):
            clips.append(
                Clip(
                    path=row["path"],
                    source=row["source"],
                    label=row["label"],
                    original_class=row["original_class"],
                    group=row["group_id"],
                    split=split,
                    samples=samples,
                )
            )
    return clips


def _decode(data: Path, rows: list[dict[str, str]], cached: Path | None) -> list[np.ndarray]:
    if cached is not None and cached.exists():
        with np.load(cached) as stored:
            flat, ends = stored["samples"], stored["ends"]
        return np.split(flat, ends[:-1])
    decoded = [read_audio(data / row["path"]) for row in rows]
    if cached is not None:
        cached.parent.mkdir(parents=True, exist_ok=True)
        np.savez(cached, samples=np.concatenate(decoded), ends=np.cumsum([len(x) for x in decoded]))
    return decoded


def rms(x: np.ndarray) -> float:
    """Root mean square of samples, never zero."""
    return float(np.sqrt(np.mean(np.square(x, dtype=np.float64)) + 1e-14))
