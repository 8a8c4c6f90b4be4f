"""Measures an exported cry model on clips and on nights and prints one JSON object."""

import argparse
import json
from pathlib import Path

import numpy as np
from tqdm import tqdm

from .audio import load_clips, read_wav
from .evaluate import Scorer, clip_report, clip_scores, window_scores
from .export import onnx_scorer
from .features import LogMel
from .nights import FilterPlan, judge, openings, read_truth, report


def night_scores(folder: Path, log_mel: LogMel, scorer: Scorer, limit: int | None = None) -> dict[str, np.ndarray]:
    """Window probabilities of each night, shape [seconds]."""
    names = list(read_truth(folder))[:limit]
    return {n: window_scores(read_wav(folder / f"{n}.wav"), log_mel, scorer) for n in tqdm(names, desc="nights")}


def night_reports(folder: Path, scores: dict[str, np.ndarray], plan: FilterPlan) -> list[dict]:
    """For each plan, recall, false alarms and time to alert of scored nights."""
    truth = read_truth(folder)
    plans = [openings(probability, plan) for probability in scores.values()]
    hours = sum(len(p) for p in scores.values()) / 3600
    reports = []
    for opened in zip(*plans, strict=True):
        delays, false = [], 0
        for name, windows in zip(scores, opened, strict=True):
            found, wrong = judge(truth[name], [(float(k), k + 1.0) for k in windows])
            delays += found
            false += wrong
        reports.append(report(sum(len(truth[n]) for n in scores), delays, false, hours))
    return reports


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--profile", default="cry-full", help="the model's profile of features.json")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--split", default="val")
    parser.add_argument("--nights", type=Path)
    parser.add_argument("--limit", type=int, help="nights to measure, all by default")
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--cache", type=Path, help="folder for decoded clips")
    parser.add_argument("--keep", type=Path, help="store the nights' probabilities in this .npz")
    args = parser.parse_args()
    log_mel, scorer, result = LogMel.profile(args.profile), onnx_scorer(args.model), {}
    if args.data:
        clips = load_clips(args.data, [args.split], args.cache)
        result["clips"] = clip_report(clips, clip_scores(clips, log_mel, scorer), args.threshold)
    if args.nights:
        scores = night_scores(args.nights, log_mel, scorer, args.limit)
        result["nights"] = night_reports(args.nights, scores, FilterPlan())[0]
        if args.keep:
            np.savez(args.keep, **scores)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
