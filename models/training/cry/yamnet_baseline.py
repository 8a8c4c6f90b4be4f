"""Measures YAMNet on clips and, with Frigate's rule, on nights.

Frigate's rule: a 0.975 s window whose greater score of "Crying, sobbing" and "Baby cry, infant cry" reaches 0.8 is a
detection; nothing is smoothed. Here windows follow one another without overlap, and detections less than 30 s apart
are one alert, so that the rule is not charged with an alert for every second of one sound.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from tqdm import tqdm

from .audio import RATE, load_clips, read_wav
from .evaluate import clip_report
from .nights import judge, read_truth, report
from .teacher import WINDOW, Yamnet, cry_score

THRESHOLD = 0.8
MERGE_SECONDS = 30.0
CLIP_HOP = 7_680


def night_windows(folder: Path, yamnet: Yamnet) -> dict[str, np.ndarray]:
    """Cry score of each window of each night."""
    names = tqdm(list(read_truth(folder)), desc="YAMNet nights")
    return {name: cry_score(yamnet.stream(read_wav(folder / f"{name}.wav"), WINDOW)) for name in names}


def yamnet_report(folder: Path, windows: dict[str, np.ndarray], threshold: float = THRESHOLD) -> dict:
    """Frigate's rule, with any threshold, on a folder of nights."""
    delays, false, truth = [], 0, read_truth(folder)
    for name, scores in windows.items():
        ends = (np.flatnonzero(scores >= threshold) + 1) * WINDOW / RATE
        alerts = [(t, t) for k, t in enumerate(ends) if k == 0 or t - ends[k - 1] >= MERGE_SECONDS]
        found, wrong = judge(truth[name], alerts)
        delays += found
        false += wrong
    hours = sum(scores.size for scores in windows.values()) * WINDOW / RATE / 3600
    return report(sum(len(truth[name]) for name in windows), delays, false, hours)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True, help="YAMNet as .tflite")
    parser.add_argument("--nights", type=Path, help="folder with night-*.wav and truth.csv")
    parser.add_argument("--data", type=Path, help="clips")
    parser.add_argument("--split", default="test")
    args = parser.parse_args()
    yamnet = Yamnet(args.teacher)
    result = {}
    if args.data:
        clips = load_clips(args.data, [args.split])
        scores = np.array([cry_score(yamnet.stream(c.samples, CLIP_HOP)).max() for c in tqdm(clips)])
        result["clips"] = clip_report(clips, scores, THRESHOLD)
    if args.nights:
        result["nights"] = yamnet_report(args.nights, night_windows(args.nights, yamnet))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
