"""Chooses the alert filter's constants on validation nights: few false alarms first, then episodes found, then time."""

import argparse
import itertools
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .export import onnx_scorer
from .features import LogMel
from .measure import night_reports, night_scores
from .nights import FilterPlan

ALLOWED_PER_8H = 0.5
ENTER = (1 / 3600, 1 / 1800, 1 / 600)
EVIDENCE = (0.4, 0.5, 0.6, 0.7, 0.85, 1.0)
PRIOR = (0.05, 0.1, 0.2, 0.35, 0.5, 0.65)
CLAMP = (3.0, 4.0, 5.0, 6.0, 8.0)
OPEN_AT = (0.8, 0.9, 0.95, 0.97, 0.985, 0.995)


@dataclass(frozen=True)
class Tried:
    """A plan as a row of the grid and its reports summed over all sets of nights."""

    plan: tuple[float, ...]
    found: float
    false_per_8h: float
    median: float

    @property
    def rank(self) -> tuple[float, ...]:
        """Smaller is better: false alarms over what is allowed, then one found episode in a hundred against 0.25 s."""
        return (max(0.0, self.false_per_8h - ALLOWED_PER_8H), -100 * self.found + 4 * self.median)


def grid() -> np.ndarray:
    """All rows (enter, evidence, prior, clamp, open_at), shape [n, 5]."""
    return np.array(list(itertools.product(ENTER, EVIDENCE, PRIOR, CLAMP, OPEN_AT)))


def try_all(folders: list[Path], scores: list[dict[str, np.ndarray]]) -> list[Tried]:
    """Every row of the grid on every set of nights, best first."""
    rows = grid()
    plan = FilterPlan(
        enter_rate=rows[:, 0], evidence=rows[:, 1], prior=rows[:, 2], clamp=rows[:, 3], open_at=rows[:, 4]
    )
    by_folder = [night_reports(folder, nights, plan) for folder, nights in zip(folders, scores, strict=True)]
    tried = []
    for row, reports in zip(rows, zip(*by_folder, strict=True), strict=True):
        hours = sum(r["hours"] for r in reports)
        medians = [r["time_to_alert_s"]["median"] for r in reports]
        tried.append(
            Tried(
                plan=tuple(float(v) for v in row),
                found=sum(r["found"] for r in reports) / sum(r["episodes"] for r in reports),
                false_per_8h=sum(r["false_alarms"] for r in reports) * 8 / hours,
                median=float(np.mean([60.0 if m is None else m for m in medians])),
            )
        )
    return sorted(tried, key=lambda t: t.rank)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--nights", type=Path, nargs="+", required=True, help="folders of validation nights")
    parser.add_argument("--show", type=int, default=12)
    args = parser.parse_args()
    log_mel, scorer = LogMel.profile("cry-full"), onnx_scorer(args.model)
    scores = [night_scores(folder, log_mel, scorer) for folder in args.nights]
    for tried in try_all(args.nights, scores)[: args.show]:
        names = ("enter", "evidence", "prior", "clamp", "open_at")
        row = dict(zip(names, (round(v, 6) for v in tried.plan), strict=True))
        row |= {"found": round(tried.found, 4), "false_per_8h": round(tried.false_per_8h, 2)}
        print(json.dumps(row | {"median_s": round(tried.median, 2)}))


if __name__ == "__main__":
    main()
