"""Trains cry-tiny: in floats first, then with the board's rounding; both stages stop and resume at checkpoints."""

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
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tqdm import tqdm

from cry.evaluate import auc

from .data import TinyBank, TinyBatch, load, make_batch, scene_contexts, soften
from .net import FloatNet, QuantNet, prepared

CALIBRATION_BATCHES = 16


@dataclass(frozen=True)
class TinyPlan:
    """Settings of a training run; soft is the weight of cry-full's probabilities against the labels."""

    work: Path
    full_model: Path
    run: str = "cry-tiny"
    float_steps: int = 3000
    int8_steps: int = 800
    batch: int = 128
    float_rate: float = 3e-3
    int8_rate: float = 3e-4
    decay: float = 0.01
    average: float = 0.998
    soft: float = 0.6
    smoothing: float = 0.01
    threads: int = 1
    seed: int = 1


@dataclass(frozen=True)
class Stage:
    """One of the two stages; its checkpoint is WORK/run-RUN-NAME.pt, its log the same with .jsonl."""

    name: str
    steps: int
    rate: float
    first_seed: int

    def checkpoint(self, plan: TinyPlan) -> Path:
        """Where the stage's state is kept."""
        return plan.work / f"run-{plan.run}-{self.name}.pt"

    def share_of_rate(self, step: int) -> float:
        """Of the learning rate: short warm-up, then a cosine to zero."""
        warm = max(1, min(300, self.steps // 10))
        if step < warm:
            return (step + 1) / warm
        return 0.5 * (1 + math.cos(math.pi * (step - warm) / (self.steps - warm + 1)))


def loss_of(logits: Tensor, batch: TinyBatch, plan: TinyPlan) -> Tensor:
    """Cross-entropy to the labels and, where nothing was added to the scene, to cry-full's probabilities."""
    target, weight, soft, told = (
        torch.from_numpy(a.astype(np.float32)) for a in (batch.target, batch.weight, batch.soft, batch.told)
    )
    smooth = target * (1 - 2 * plan.smoothing) + plan.smoothing
    hard = F.binary_cross_entropy_with_logits(logits, smooth, reduction="none") * weight
    near = F.binary_cross_entropy_with_logits(logits, soft, reduction="none")
    return (hard * (1 - plan.soft * told) + near * plan.soft * told).mean()


def batches(plan: TinyPlan, stage: Stage, bank: TinyBank, first: int) -> Iterator[tuple[int, TinyBatch]]:
    """The steps still to do and their batches, each from its own random state; the next one is made meanwhile."""

    def make(step: int) -> TinyBatch:
        return make_batch(bank, np.random.default_rng([plan.seed, stage.first_seed, step]), plan.batch)

    with ThreadPoolExecutor(1) as maker:
        ahead = maker.submit(make, first)
        todo = range(first, stage.steps)
        for step in tqdm(todo, initial=first, total=stage.steps, desc=stage.name, mininterval=5):
            batch = ahead.result()
            ahead = maker.submit(make, step + 1)
            yield step, batch


@torch.no_grad()
def scene_logits(net: nn.Module, bank: TinyBank) -> np.ndarray:
    """Logits of every second of a bank, shape [n, 8]."""
    net.eval()
    return np.stack([net(prepared(scene)).numpy() for scene in scene_contexts(bank)])


def run_stage(plan: TinyPlan, stage: Stage, net: nn.Module, bank: TinyBank, val: TinyBank) -> nn.Module:
    """Runs or resumes a stage and returns the averaged network."""
    averaged = AveragedModel(net, multi_avg_fn=get_ema_multi_avg_fn(plan.average), use_buffers=True)
    kernels = [p for p in net.parameters() if p.ndim > 1]
    others = [p for p in net.parameters() if p.ndim <= 1]
    groups = [{"params": kernels, "weight_decay": plan.decay}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=stage.rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, stage.share_of_rate)
    parts = {"net": net, "averaged": averaged, "optimizer": optimizer, "schedule": schedule}
    path, first = stage.checkpoint(plan), 0
    if path.exists():
        state = torch.load(path, weights_only=True)
        first = state.pop("step")
        for name, part in parts.items():
            part.load_state_dict(state[name])
    every, began, total = max(1, stage.steps // 20), time.monotonic(), 0.0
    for step, batch in batches(plan, stage, bank, first):
        net.train()
        loss = loss_of(net(prepared(batch.steps)), batch, plan)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        averaged.update_parameters(net)
        total += loss.item()
        if (step + 1) % every == 0 or step + 1 == stage.steps:
            line = {"step": step + 1, "loss": round(total / every, 4), "seconds": round(time.monotonic() - began)}
            line |= {"val_scene_auc": round(_scene_auc(averaged.module, val), 4)}
            with path.with_suffix(".jsonl").open("a") as log:
                log.write(json.dumps(line) + "\n")
            total = 0.0
            partial = path.with_suffix(".part")
            torch.save({name: part.state_dict() for name, part in parts.items()} | {"step": step + 1}, partial)
            partial.rename(path)
    return averaged.module.eval()


def _scene_auc(net: nn.Module, val: TinyBank) -> float:
    """AUC over the seconds whose label is sure."""
    sure = (val.weight == 1) & ((val.target == 0) | (val.target == 1))
    return auc(val.target[sure] == 1, scene_logits(net, val)[sure])


def train(plan: TinyPlan, bank: TinyBank, val: TinyBank) -> QuantNet:
    """Runs or resumes both stages and returns the network with the board's rounding."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    floats = run_stage(plan, Stage("float", plan.float_steps, plan.float_rate, 1), FloatNet(), bank, val)
    net = QuantNet(floats)
    rngs = [np.random.default_rng([plan.seed, 3, k]) for k in range(CALIBRATION_BATCHES)]
    net.calibrate([prepared(make_batch(bank, rng, plan.batch).steps) for rng in rngs])
    return run_stage(plan, Stage("int8", plan.int8_steps, plan.int8_rate, 2), net, bank, val)


def load_banks(plan: TinyPlan) -> tuple[TinyBank, TinyBank]:
    """The training and validation banks with cry-full's probabilities, which are computed if missing."""
    train_bank, val = (load(plan.work, name, soften(plan.work, name, plan.full_model)) for name in ("train", "val"))
    return train_bank, val


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder with bank-train and bank-val")
    parser.add_argument("--full-model", type=Path, required=True, help="cry-full.onnx")
    parser.add_argument("--run", default="cry-tiny")
    parser.add_argument("--float-steps", type=int, default=3000)
    parser.add_argument("--int8-steps", type=int, default=800)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    plan = TinyPlan(**vars(parser.parse_args()))
    train(plan, *load_banks(plan))


if __name__ == "__main__":
    main()
