"""Endless training scenes: 8 s of a room in which an infant may cry, with the truth for each second.

The cry and everything else are kept apart until the microphone, so that a second is labelled by what can be heard.
"""

from dataclasses import dataclass

import numpy as np

from . import dsp, synth
from .audio import RATE, rms
from .features import LogMel
from .library import HOP, CryClip, Library
from .teacher import WINDOW, Yamnet, cry_score

SECONDS = 8
SAMPLES = SECONDS * RATE
FRAMES = SAMPLES // HOP
Rng = np.random.Generator


@dataclass(frozen=True)
class Scene:
    """The sound [SAMPLES]; a second: teacher logits [8, 521], its embedding [8, 1024], target in 0..1 and weight."""

    sound: np.ndarray
    logits: np.ndarray
    embedding: np.ndarray
    target: np.ndarray
    weight: np.ndarray


@dataclass
class Stems:
    """The two parts of a scene, each [SAMPLES], and per frame where the cry is active or unsure."""

    cry: np.ndarray
    other: np.ndarray
    active: np.ndarray
    unsure: np.ndarray
    doubtful: bool = False
    inferred: bool = False


@dataclass(frozen=True)
class Mixed:
    """What the microphone gives, [SAMPLES], and the parts and the gain that it came from."""

    mixed: np.ndarray
    stems: Stems
    gain: float


def render(rng: Rng, library: Library) -> Mixed:
    """A random scene's sound; takes every random number of the scene."""
    zeros = np.zeros(SAMPLES, np.float32)
    stems = Stems(zeros.copy(), zeros.copy(), np.zeros(FRAMES, bool), np.zeros(FRAMES, bool))
    if rng.random() < 0.35:
        _single_clip(rng, library, stems)
        gain = 10 ** (rng.uniform(-36, 0) / 20) / (np.abs(stems.cry + stems.other).max() + 1e-9)
    else:
        _night(rng, library, stems)
        gain = 10 ** (rng.uniform(-60, -28) / 20)
        gain = min(gain, 1.2 / (np.abs(stems.cry + stems.other).max() + 1e-9))
    if rng.random() < 0.75:
        filtering = dsp.microphone(rng)
        stems.cry, stems.other = (dsp.shape_spectrum(x, filtering) for x in (stems.cry, stems.other))
    return Mixed(dsp.capture(rng, (stems.cry + stems.other) * np.float32(gain)), stems, gain)


def compose(rng: Rng, library: Library, log_mel: LogMel, teacher: Yamnet) -> Scene:
    """A random scene with the teacher's logits and its labels."""
    sound = render(rng, library)
    mixed, stems, gain = sound.mixed, sound.stems, sound.gain
    heard = [teacher.hear(mixed[s : s + WINDOW]) for s in range(200, SAMPLES, RATE)]
    logits, embedding = (np.stack(column) for column in zip(*heard, strict=True))
    target, weight = _truth(stems, log_mel, np.float32(gain))
    score = cry_score(logits)
    if stems.inferred:
        weight = np.where(target < 0.5, weight * 0.6, weight)
    if stems.inferred or stems.doubtful:
        weight = np.where((target < 0.5) & (score > 0.4), 0, weight)
    return Scene(mixed, logits, embedding, target, weight)


def _truth(stems: Stems, log_mel: LogMel, gain: np.float32) -> tuple[np.ndarray, np.ndarray]:
    """Target and weight a second: the target is 1 from 0.35 s of audible cry on and 0 up to 0.1 s."""
    cry, other = (log_mel.mel_power(x * gain) for x in (stems.cry, stems.other))
    heard = (cry * (cry > 0.5 * other)).sum(axis=1) > 0.4 * cry.sum(axis=1)
    heard &= cry.sum(axis=1) > 1e-5
    active = (stems.active & heard).reshape(SECONDS, -1).mean(axis=1)
    masked = (stems.active & ~heard).reshape(SECONDS, -1).mean(axis=1)
    unsure = (stems.unsure & heard).reshape(SECONDS, -1).mean(axis=1)
    target = np.clip((active - 0.1) / 0.25, 0, 1)
    weight = np.where((target > 0) & (target < 1), 0.4, 1.0)
    weight = np.where((target < 1) & ((unsure > 0.15) | (masked > 0.3)), 0.0, weight)
    return target, weight


def _single_clip(rng: Rng, library: Library, stems: Stems) -> None:
    """One recording nearly as it is: how a clip of a data set sounds."""
    draw = rng.random()
    if draw < 0.45:
        _place_cry(rng, library, stems, int(rng.uniform(-3, 3) * RATE), SAMPLES, 1.0, gaps=False)
    else:
        stems.inferred = draw < 0.62
        sound = _speed(rng, library.inferred[rng.integers(len(library.inferred))]) if stems.inferred else None
        if sound is None:
            sound = _sound(rng, library, stems)
        _add(stems.other, int(rng.uniform(-2, 3) * RATE), sound / rms(sound))
    if rng.random() < 0.3:
        response = dsp.room(rng)
        stems.cry, stems.other = dsp.through(stems.cry, response), dsp.through(stems.other, response)
    if rng.random() < 0.6:
        stems.other += dsp.bed(rng, SAMPLES) * np.float32(10 ** (-rng.uniform(3, 55) / 20))


def _night(rng: Rng, library: Library, stems: Stems) -> None:
    """A room at night: a noise bed of RMS 1, events over it, and a cry in half of the scenes."""
    for _ in range(rng.poisson(1.5)):
        sound = _sound(rng, library, stems)
        level = 10 ** (rng.uniform(-2, 30) / 20) / rms(sound)
        _add(stems.other, int(rng.uniform(-3, SECONDS - 0.5) * RATE), sound * np.float32(level))
    if rng.random() < 0.55:
        start = int(rng.uniform(-6, SECONDS - 0.6) * RATE)
        length = int(RATE * np.clip(rng.lognormal(2.0, 0.9), 1.2, 20))
        _place_cry(rng, library, stems, start, length, 10 ** (rng.uniform(3, 34) / 20), gaps=True)
    if rng.random() < 0.8:
        response = dsp.room(rng)
        stems.other = dsp.through(stems.other, response)
        stems.cry = dsp.through(stems.cry, response if rng.random() < 0.7 else dsp.room(rng))
    stems.other += dsp.bed(rng, SAMPLES)


def _sound(rng: Rng, library: Library, stems: Stems) -> np.ndarray:
    """A sound that is no cry: recorded, found, procedural, spoken by a program, or an inferred negative."""
    draw = rng.random()
    if draw < 0.40:
        names = list(library.real)
        clips = library.real[names[rng.integers(len(names))]]
        return _loud_part(rng, _speed(rng, clips[rng.integers(len(clips))], 0.7, 1.45))
    if draw < 0.75:
        stems.doubtful = True
        sound = library.found.draw(rng).astype(np.float32) / 32768
        return _loud_part(rng, _speed(rng, sound, 0.7, 1.45))
    if draw < 0.90 or (draw < 0.94 and not library.speech):
        stems.doubtful = True
        return synth.make(rng)
    if draw < 0.94:
        stems.doubtful = True
        return _speed(rng, library.speech[rng.integers(len(library.speech))], 0.8, 1.7)
    stems.inferred = True
    return _speed(rng, library.inferred[rng.integers(len(library.inferred))])


def _loud_part(rng: Rng, sound: np.ndarray) -> np.ndarray:
    """Cuts the padding of short events and, sometimes, a random piece of a long sound."""
    loud = np.flatnonzero(np.abs(sound) > 0.02 * np.abs(sound).max())
    if loud.size:
        sound = sound[max(0, loud[0] - 800) : loud[-1] + 800]
    if sound.size > 2 * RATE and rng.random() < 0.4:
        length = int(rng.uniform(0.5, 2) * RATE)
        start = int(rng.integers(sound.size - length))
        sound = sound[start : start + length] * synth.envelope(length, 0.02, 0.05).astype(np.float32)
    return sound


def _speed(rng: Rng, sound: np.ndarray, low: float = 0.8, high: float = 1.25) -> np.ndarray:
    return dsp.speed(sound, rng.uniform(low, high)) if rng.random() < 0.6 else sound


def _place_cry(rng: Rng, library: Library, stems: Stems, start: int, length: int, level: float, gaps: bool) -> None:
    """Lays clips of one infant end to end from start (which may be negative) for length samples."""
    sources = sorted(library.cries)
    shares = np.array([0.35 if s != "donateacry" else 0.65 for s in sources])
    groups = library.cries[sources[int(rng.choice(len(sources), p=shares / shares.sum()))]]
    clips = groups[sorted(groups)[int(rng.integers(len(groups)))]]
    factor = rng.uniform(0.85, 1.2) if rng.random() < 0.6 else 1.0
    ramp = rng.uniform(0.4, 1.0) if gaps else 1.0
    at, end = start, min(SAMPLES, start + length)
    for clip in [clips[i] for i in rng.permutation(len(clips))] * (4 if gaps else 1):
        if at >= end:
            break
        piece = _trimmed(rng, clip) if gaps else clip
        sound = dsp.speed(piece.samples, factor)[: end - at]
        sound = sound * np.float32(level * ramp / rms(piece.samples))
        ramp = min(1.0, ramp + rng.uniform(0, 0.3))
        _add(stems.cry, at, sound)
        for target, mask in ((stems.active, piece.active), (stems.unsure, piece.unsure)):
            _add_mask(target, at, mask, sound.size, factor)
        at += sound.size + (int(rng.uniform(0.1, 0.8) * RATE) if gaps else 0)


def _trimmed(rng: Rng, clip: CryClip) -> CryClip:
    """The clip without its quiet ends; in a third of the cases from a random active frame on."""
    loud = np.flatnonzero(np.abs(clip.samples) > 0.1 * np.abs(clip.samples).max())
    first, last = max(0, loud[0] - 800) // HOP, min(clip.active.size, (loud[-1] + 800) // HOP)
    active = np.flatnonzero(clip.active[first:last])
    if active.size and rng.random() < 0.33:
        first += int(rng.choice(active))
    last = max(last, first + 5)
    return CryClip(clip.samples[first * HOP : last * HOP], clip.active[first:last], clip.unsure[first:last])


def _add(track: np.ndarray, at: int, sound: np.ndarray) -> None:
    if at < 0:
        sound, at = sound[-at:], 0
    end = min(track.size, at + sound.size)
    if end > at:
        track[at:end] += sound[: end - at]


def _add_mask(frames: np.ndarray, at: int, mask: np.ndarray, size: int, factor: float) -> None:
    """Marks frames of the scene whose source frame, at the clip's speed, is marked."""
    first = at // HOP
    index = np.arange(max(0, first), min(frames.size, first + size // HOP))
    source = ((index - first) * factor).astype(int)
    inside = source < mask.size
    frames[index[inside]] |= mask[source[inside]]
