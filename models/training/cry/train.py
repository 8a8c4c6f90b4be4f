"""Trains cry-full on a scene bank; stops and resumes at checkpoints."""

import argparse
import json
import math
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor
from tqdm import tqdm

from .audio import load_clips
from .bank import load_bank
from .batch import Batch, Spread, make_batch
from .evaluate import auc, clip_scores
from .features import LogMel
from .net import CryNet
from .teacher import CRY_CLASSES

SHARES = {"main": 1.0, "local": 0.3, "teacher": 0.5, "cry_told": 1.0, "embedding": 0.5}


@dataclass(frozen=True)
class TrainPlan:
    """Settings of a training run."""

    data: Path
    work: Path
    bank: str
    run: str
    steps: int
    batch: int = 64
    rate: float = 2e-3
    decay: float = 0.05
    smoothing: float = 0.02
    average: float = 0.998
    threads: int = 1
    seed: int = 1
    bfloat16: bool = False

    @property
    def checkpoint(self) -> Path:
        """Where the run's state is kept."""
        return self.work / f"run-{self.run}.pt"


def loss_of(net: CryNet, batch: Batch, plan: TrainPlan) -> tuple[Tensor, dict[str, float]]:
    """Decision loss, the local loss of every second, and the distances to the teacher with its cry classes apart."""
    with torch.autocast("cpu", torch.bfloat16, enabled=plan.bfloat16):
        decision, local, teacher, embedding = (x.float() for x in net.all_outputs(batch.x))
    target = batch.target * (1 - 2 * plan.smoothing) + plan.smoothing
    last = F.binary_cross_entropy_with_logits(decision, target[:, -1], reduction="none")
    main = (last * batch.weight[:, -1]).mean()
    near = F.binary_cross_entropy_with_logits(local, target, reduction="none")
    side = (near * batch.weight).mean()
    cry = list(CRY_CLASSES)
    told, cry_told, shown = (
        (F.smooth_l1_loss(mine, theirs, reduction="none").mean(dim=2) * batch.taught[:, None]).mean()
        for mine, theirs in (
            (teacher, batch.teacher),
            (teacher[..., cry], batch.teacher[..., cry]),
            (embedding, batch.embedding),
        )
    )
    losses = {"main": main, "local": side, "teacher": told, "cry_told": cry_told, "embedding": shown}
    total = sum(SHARES[name] * loss for name, loss in losses.items())
    return total, {name: loss.item() for name, loss in losses.items()}


def rate_at(step: int, plan: TrainPlan) -> float:
    """Learning rate: short warm-up, then a cosine to zero."""
    warm = min(300, plan.steps // 10)
    if step < warm:
        return plan.rate * (step + 1) / warm
    return plan.rate * 0.5 * (1 + math.cos(math.pi * (step - warm) / (plan.steps - warm)))


class Averaged:
    """Exponential moving average of a network's state."""

    def __init__(self, net: CryNet, keep: float) -> None:
        self.net = CryNet()
        self.net.load_state_dict(net.state_dict())
        self.net.eval()
        self.keep = keep

    @torch.no_grad()
    def update(self, net: CryNet, step: int) -> None:
        """Moves towards the network; faster in the first steps."""
        keep = min(self.keep, (1 + step) / (10 + step))
        for mine, theirs in zip(self.net.state_dict().values(), net.state_dict().values(), strict=True):
            if mine.dtype.is_floating_point:
                mine.lerp_(theirs, 1 - keep)
            else:
                mine.copy_(theirs)


def torch_scorer(net: CryNet) -> "torch.nn.Module":
    """Probabilities by a network, as evaluate.Scorer."""

    @torch.no_grad()
    def score(x: np.ndarray) -> np.ndarray:
        return (
            torch.cat([net(torch.from_numpy(part)) for part in np.array_split(x, len(x) // 64 + 1)]).sigmoid().numpy()
        )

    return score


def batches(plan: TrainPlan, bank: dict[str, np.ndarray], spread: Spread, first: int) -> Iterator[tuple[int, Batch]]:
    """The steps still to do and their batches, each from its own random state; the next one is made meanwhile."""
    rng = [np.random.default_rng([plan.seed, step]) for step in range(first, plan.steps)]
    with ThreadPoolExecutor(1) as maker:
        ahead = maker.submit(make_batch, bank, spread, rng[0], plan.batch) if rng else None
        for step in tqdm(range(first, plan.steps), initial=first, total=plan.steps, desc=plan.run, mininterval=10):
            batch = ahead.result()
            if step + 1 < plan.steps:
                ahead = maker.submit(make_batch, bank, spread, rng[step + 1 - first], plan.batch)
            yield step, batch


def train(plan: TrainPlan) -> CryNet:
    """Runs or resumes the plan and returns the averaged network."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    bank = load_bank(plan.work / f"bank-{plan.bank}", "cry-full", "logits", "embedding", "target", "weight")
    spread = Spread.over(bank)
    log_mel = LogMel.profile("cry-full")
    clips = load_clips(plan.data, ["val"], plan.work)
    truth = np.array([clip.is_cry for clip in clips])
    net = CryNet().to(memory_format=torch.channels_last)
    averaged = Averaged(net, plan.average)
    optimizer = torch.optim.AdamW(net.parameters(), lr=plan.rate, weight_decay=plan.decay)
    first = 0
    if plan.checkpoint.exists():
        state = torch.load(plan.checkpoint, weights_only=True)
        net.load_state_dict(state["net"])
        averaged.net.load_state_dict(state["averaged"])
        optimizer.load_state_dict(state["optimizer"])
        first = state["step"]
    began, sums = time.monotonic(), dict.fromkeys(SHARES, 0.0)
    every = max(100, plan.steps // 20)
    for step, batch in batches(plan, bank, spread, first):
        net.train()
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step, plan)
        loss, parts = loss_of(net, batch, plan)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimizer.step()
        averaged.update(net, step)
        sums = {key: sums[key] + value for key, value in parts.items()}
        if (step + 1) % every == 0 or step + 1 == plan.steps:
            scores = clip_scores(clips, log_mel, torch_scorer(averaged.net))
            sure = np.array([not clip.is_inferred for clip in clips])
            line = {key: round(value / every, 4) for key, value in sums.items()}
            line |= {
                "step": step + 1,
                "seconds": round(time.monotonic() - began),
                "val_auc": round(auc(truth, scores), 4),
            }
            line["val_auc_without_inferred"] = round(auc(truth[sure], scores[sure]), 4)
            with plan.checkpoint.with_suffix(".jsonl").open("a") as log:
                log.write(json.dumps(line) + "\n")
            sums = dict.fromkeys(sums, 0.0)
            _save(plan, net, averaged, optimizer, step + 1)
    return averaged.net


def _save(plan: TrainPlan, net: CryNet, averaged: Averaged, optimizer: torch.optim.Optimizer, step: int) -> None:
    partial = plan.checkpoint.with_suffix(".part")
    state = {
        "net": net.state_dict(),
        "averaged": averaged.net.state_dict(),
        "optimizer": optimizer.state_dict(),
    }
    torch.save(state | {"step": step}, partial)
    partial.rename(plan.checkpoint)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--bank", default="train")
    parser.add_argument("--run", default="cry-full")
    parser.add_argument("--steps", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--bfloat16", action="store_true", help="twice as fast on a processor that has it")
    train(TrainPlan(**vars(parser.parse_args())))


if __name__ == "__main__":
    main()
