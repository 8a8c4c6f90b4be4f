"""What scenes are made of: cry recordings with their active frames, and everything else."""

import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.signal

from .audio import RATE, Clip, read_audio
from .sounds import Found
from .teacher import Yamnet, cry_score

HOP = 320
TEACHER_HOP = 4000
LANGUAGES = ("en", "en-us", "de", "fr", "es", "it", "ru", "cmn", "hi", "pt", "tr", "pl")
SENTENCES = (
    "Did you remember to lock the back door before you came up",
    "Hush now, hush now, go back to sleep my little one",
    "The weather tomorrow will be cloudy with a chance of rain",
    "One two three four five, once I caught a fish alive",
    "No no no, come here, look, look at that, well done",
    "We should call your mother at the weekend, she asked again",
    "Na na na la la la ooh ooh ah ah",
    "Ha ha ha, that is so funny, ha ha ha ha",
)


@dataclass(frozen=True)
class CryClip:
    """A cry recording and, a 20 ms frame, whether it cries (active) or nobody can tell (unsure)."""

    samples: np.ndarray
    active: np.ndarray
    unsure: np.ndarray


@dataclass(frozen=True)
class Library:
    """Sounds by role. Cries are keyed by source, then group; others by class, so that classes can be drawn evenly."""

    cries: dict[str, dict[str, list[CryClip]]]
    real: dict[str, list[np.ndarray]]
    inferred: list[np.ndarray]
    speech: list[np.ndarray]
    found: Found


def mark_cry(samples: np.ndarray, teacher: Yamnet) -> CryClip:
    """Finds the frames of a `cry` clip that hold the cry.

    The label is for the whole clip, but clips have pauses and other sounds. A frame is active where the level between
    250 Hz and 4 kHz is within 24 dB of the clip's loud frames and the teacher agrees at least faintly; it is unsure
    where only the level speaks for it.
    """
    sos = scipy.signal.butter(2, [250, 4000], "bandpass", fs=RATE, output="sos")
    band = scipy.signal.sosfilt(sos, samples)
    count = samples.size // HOP
    level = 10 * np.log10(np.mean(band[: count * HOP].reshape(count, HOP) ** 2, axis=1) + 1e-12)
    loud = level > max(np.percentile(level, 95) - 24, -75)
    scores = cry_score(teacher.stream(samples, TEACHER_HOP))
    best = np.zeros(count)
    for k, score in enumerate(scores):
        start = k * TEACHER_HOP // HOP
        best[start : start + 50] = np.maximum(best[start : start + 50], score)
    trusted = best >= min(0.03, 0.3 * scores.max())
    return CryClip(samples, loud & trusted, loud & ~trusted)


def build(
    clips: Sequence[Clip],
    teacher: Yamnet,
    speech: Sequence[np.ndarray],
    found: Found,
    without: Sequence[str] = (),
) -> Library:
    """Sorts clips into a library, leaving out the sources named in without."""
    cries: dict[str, dict[str, list[CryClip]]] = defaultdict(lambda: defaultdict(list))
    real: dict[str, list[np.ndarray]] = defaultdict(list)
    inferred = []
    for clip in clips:
        if clip.source in without:
            continue
        if clip.is_cry:
            cries[clip.source][clip.group].append(mark_cry(clip.samples, teacher))
        elif clip.is_inferred:
            inferred.append(clip.samples)
        else:
            real[clip.original_class].append(clip.samples)
    return Library(dict(cries), dict(real), inferred, list(speech), found)


def synthetic_speech(cache: Path, count: int, seed: int) -> list[np.ndarray]:
    """Sentences spoken by espeak-ng in many voices, or none where the program is not installed."""
    stored = cache / f"speech-{seed}.npz"
    if stored.exists():
        with np.load(stored) as data:
            return np.split(data["samples"], data["ends"][:-1])
    if shutil.which("espeak-ng") is None:
        return []
    rng = np.random.default_rng([seed, 77])
    spoken = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        for _ in range(count):
            variant = rng.choice(
                ["", "+f1", "+f2", "+f3", "+f4", "+f5", "+m1", "+m3", "+m5", "+m7", "+croak", "+whisper"]
            )
            command = ["espeak-ng", "-v", f"{rng.choice(LANGUAGES)}{variant}", "-w", str(path)]
            command += [
                "-p",
                str(rng.integers(10, 99)),
                "-s",
                str(rng.integers(90, 240)),
                str(rng.choice(SENTENCES)),
            ]
            subprocess.run(command, check=True, capture_output=True)
            spoken.append(read_audio(path)[: 5 * RATE])
    cache.mkdir(parents=True, exist_ok=True)
    np.savez(stored, samples=np.concatenate(spoken), ends=np.cumsum([x.size for x in spoken]))
    return spoken
