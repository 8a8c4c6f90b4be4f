"""Chooses the alert filter's constants on validation nights by random search.

Few false alarms come first, also at a sensitivity one step higher, so that the choice does not stand at an edge; then
episodes found, then time to alert.
"""

import argparse
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from .export import onnx_scorer
from .features import LogMel
from .measure import night_reports, night_scores
from .nights import FilterPlan, logit

ALLOWED_PER_8H = 0.5
MARGIN = 1.0


@dataclass(frozen=True)
class Tried:
    """A plan and its reports summed over all sets of nights; `false_near` with MARGIN less log-odds to open."""

    plan: dict[str, float]
    found: float
    false_per_8h: float
    false_near: float
    median: float

    @property
    def rank(self) -> float:
        """Smaller is better: 1 for an episode in a hundred missed, 3 for a second, much for false alarms."""
        over = 10 * max(0.0, self.false_per_8h - ALLOWED_PER_8H) + 2 * max(0.0, self.false_near - ALLOWED_PER_8H)
        return over - 100 * self.found + 3 * self.median


def draw(seed: int, count: int) -> FilterPlan:
    """Random plans side by side."""
    rng = np.random.default_rng(seed)
    return FilterPlan(
        enter_rate=10 ** rng.uniform(-4, -2, count),
        leave_rate=10 ** rng.uniform(-2, -0.7, count),
        evidence=rng.uniform(0.2, 0.8, count),
        prior=1 / (1 + np.exp(-rng.uniform(-4, 0, count))),
        clamp=rng.uniform(4, 9, count),
        sure_evidence=rng.uniform(0, 2.5, count),
        sure_logit=rng.uniform(0, 4, count),
        open_at=1 / (1 + np.exp(-rng.uniform(0.5, 6, count))),
    )


def summed(reports: tuple[dict, ...], key: str) -> float:
    """Sum of a number over sets of nights."""
    return float(sum(report[key] for report in reports))


def try_all(folders: list[Path], scores: list[dict[str, np.ndarray]], plan: FilterPlan) -> list[Tried]:
    """Every plan on every set of nights, best first."""
    nearer = replace(plan, open_at=1 / (1 + np.exp(MARGIN - logit(plan.open_at))))
    sets = list(zip(folders, scores, strict=True))
    chosen = zip(*(night_reports(folder, nights, plan) for folder, nights in sets), strict=True)
    near = zip(*(night_reports(folder, nights, nearer) for folder, nights in sets), strict=True)
    columns = {k: v for k, v in asdict(plan).items() if isinstance(v, np.ndarray)}
    tried = []
    for index, (reports, around) in enumerate(zip(chosen, near, strict=True)):
        medians = [60.0 if r["time_to_alert_s"]["median"] is None else r["time_to_alert_s"]["median"] for r in reports]
        hours = summed(reports, "hours")
        tried.append(
            Tried(
                plan={key: float(values[index]) for key, values in columns.items()},
                found=summed(reports, "found") / summed(reports, "episodes"),
                false_per_8h=summed(reports, "false_alarms") * 8 / hours,
                false_near=summed(around, "false_alarms") * 8 / hours,
                median=float(np.mean(medians)),
            )
        )
    return sorted(tried, key=lambda t: t.rank)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--nights", type=Path, nargs="+", required=True, help="folders of validation nights")
    parser.add_argument("--plans", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=12)
    args = parser.parse_args()
    log_mel, scorer = LogMel.profile("cry-full"), onnx_scorer(args.model)
    scores = [night_scores(folder, log_mel, scorer) for folder in args.nights]
    for tried in try_all(args.nights, scores, draw(args.seed, args.plans))[: args.show]:
        row = {key: float(f"{value:.4g}") for key, value in tried.plan.items()}
        row |= {"found": round(tried.found, 4), "false_per_8h": round(tried.false_per_8h, 2)}
        print(json.dumps(row | {"false_near_per_8h": round(tried.false_near, 2), "median_s": round(tried.median, 2)}))


if __name__ == "__main__":
    main()
