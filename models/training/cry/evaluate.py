"""Clip metrics: scores of 1 s windows, their maximum a clip, and bootstrap confidence intervals by group."""

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from .audio import RATE, Clip
from .features import LogMel, contexts

Scorer = Callable[[np.ndarray], np.ndarray]
"""Maps contexts [n, frames, bands] to probabilities [n]."""


def whole_windows(samples: np.ndarray) -> np.ndarray:
    """Zero-pads to whole seconds; a last piece under 0.5 s is cut unless it is the only one."""
    count = max(1, int(samples.size / RATE + 0.5))
    return np.pad(samples, (0, max(0, count * RATE - samples.size)))[: count * RATE]


def window_features(samples: np.ndarray, log_mel: LogMel) -> np.ndarray:
    """Log-mel of whole 1 s windows, shape [n, frames, bands]."""
    return log_mel(samples).reshape(-1, log_mel.frames_per_window, log_mel.bands).astype(np.float32)


def window_scores(samples: np.ndarray, log_mel: LogMel, scorer: Scorer) -> np.ndarray:
    """Probability for each 1 s window of a gapless recording, shape [n]."""
    windows = window_features(whole_windows(samples), log_mel)
    pieces = np.array_split(np.arange(len(windows)), max(1, len(windows) // 512))
    all_contexts = contexts(windows, log_mel.context_windows) if len(pieces) == 1 else None
    if all_contexts is not None:
        return scorer(all_contexts)
    scores = []
    for piece in pieces:
        first = max(0, piece[0] - log_mel.context_windows + 1)
        local = contexts(windows[first : piece[-1] + 1], log_mel.context_windows)
        scores.append(scorer(local[piece[0] - first :]))
    return np.concatenate(scores)


def clip_scores(clips: Sequence[Clip], log_mel: LogMel, scorer: Scorer) -> np.ndarray:
    """Greatest window probability of each clip, shape [n]."""
    return np.array([window_scores(clip.samples, log_mel, scorer).max() for clip in clips])


def auc(truth: np.ndarray, scores: np.ndarray) -> float:
    """Area under the ROC curve; ties count half."""
    order = np.sort(scores)
    rank = (np.searchsorted(order, scores, "left") + np.searchsorted(order, scores, "right") + 1) / 2
    positives = int(truth.sum())
    negatives = truth.size - positives
    return float((rank[truth].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def average_precision(truth: np.ndarray, scores: np.ndarray) -> float:
    """Mean precision at each positive, highest score first; clips with equal scores are taken together."""
    levels, where = np.unique(-scores, return_inverse=True)
    hits = np.bincount(where, weights=truth, minlength=levels.size)
    taken = np.bincount(where, minlength=levels.size)
    precision = np.cumsum(hits) / np.cumsum(taken)
    return float((precision * hits).sum() / truth.sum())


def recall_at(truth: np.ndarray, scores: np.ndarray, false_positive_rate: float = 0.01) -> float:
    """Recall at the lowest threshold that keeps the false positive rate."""
    negatives = np.sort(scores[~truth])[::-1]
    threshold = negatives[int(false_positive_rate * negatives.size)]
    return float((scores[truth] > threshold).mean())


def bootstrap(
    clips: Sequence[Clip],
    scores: np.ndarray,
    metric: Callable[[np.ndarray, np.ndarray], float],
    rounds: int = 1000,
) -> tuple[float, float]:
    """95 % interval of a metric over resamples of groups (infants, speakers, recordings), cry and other apart."""
    rng = np.random.default_rng(0)
    truth = np.array([clip.is_cry for clip in clips])
    members: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for index, clip in enumerate(clips):
        members[(clip.is_cry, clip.group)].append(index)
    sides = [[np.array(v) for (cry, _), v in members.items() if cry is side] for side in (True, False)]
    values = []
    for _ in range(rounds):
        drawn = np.concatenate([groups[i] for groups in sides for i in rng.integers(len(groups), size=len(groups))])
        values.append(metric(truth[drawn], scores[drawn]))
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def clip_report(clips: Sequence[Clip], scores: np.ndarray, threshold: float) -> dict:
    """AUC, AP and recall with intervals, without the inferred negatives too, and rates a source and a class."""
    truth = np.array([clip.is_cry for clip in clips])
    sure = np.array([not clip.is_inferred for clip in clips])
    certain = [clip for clip in clips if not clip.is_inferred]
    report = {
        "clips": len(clips),
        "auc": round(auc(truth, scores), 4),
        "auc_ci95": [round(v, 4) for v in bootstrap(clips, scores, auc)],
        "auc_without_inferred": round(auc(truth[sure], scores[sure]), 4),
        "auc_without_inferred_ci95": [round(v, 4) for v in bootstrap(certain, scores[sure], auc)],
        "average_precision": round(average_precision(truth, scores), 4),
        "recall_at_1pct_fpr": round(recall_at(truth, scores), 4),
        "threshold": threshold,
        "by_source": {},
        "by_class": {},
    }
    for key, name in (("source", "by_source"), ("original_class", "by_class")):
        for value in sorted({getattr(clip, key) for clip in clips}):
            mask = np.array([getattr(clip, key) == value for clip in clips])
            report[name][value] = _rates(truth[mask], scores[mask], threshold)
    return report


def _rates(truth: np.ndarray, scores: np.ndarray, threshold: float) -> dict:
    rates = {"clips": int(truth.size)}
    if truth.any() and not truth.all():
        rates["auc"] = round(auc(truth, scores), 4)
    if truth.any():
        rates["recall"] = round(float((scores[truth] >= threshold).mean()), 4)
    if not truth.all():
        rates["fpr"] = round(float((scores[~truth] >= threshold).mean()), 4)
        rates["highest_negative"] = round(float(scores[~truth].max()), 4)
    return rates
