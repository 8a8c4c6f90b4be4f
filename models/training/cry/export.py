"""Calibrates a trained network on validation scenes, folds that into the graph and writes cry-full.onnx."""

import argparse
import hashlib
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from .bank import load_bank
from .batch import Spread
from .evaluate import Scorer
from .features import LogMel, contexts
from .net import CryNet
from .teacher import CRY_CLASSES

OPSET = 18


class Evidence(nn.Module):
    """The head's logit plus what the net expects the teacher to say of a cry in the last second.

    The head learned from the labels, few of which are cats or people who sound like an infant; the teacher has heard
    many. Both read the same embedding.
    """

    def __init__(self, net: CryNet, spread: np.ndarray) -> None:
        super().__init__()
        self.net = net
        classes = list(CRY_CLASSES)
        scale = torch.from_numpy(spread[classes].astype(np.float32))
        self.register_buffer("weight", net.teacher.weight.detach()[classes] * scale[:, None])
        self.register_buffer("bias", net.teacher.bias.detach()[classes] * scale)

    def forward(self, log_mel: Tensor) -> Tensor:
        """[batch, 200, 64] to a logit that is not calibrated, [batch]."""
        embedded = self.net.windows(log_mel)
        said = nn.functional.linear(embedded[:, -1], self.weight, self.bias)
        return self.net.decide(embedded) + said.amax(dim=1)


class Calibrated(nn.Module):
    """Probability sigmoid(slope * logit + offset): the graph that the jobs run."""

    def __init__(self, evidence: Evidence, slope: float, offset: float) -> None:
        super().__init__()
        self.evidence, self.slope, self.offset = evidence, slope, offset

    def forward(self, log_mel: Tensor) -> Tensor:
        """[batch, 200, 64] to [batch]."""
        return torch.sigmoid(self.slope * self.evidence(log_mel) + self.offset)


def load_net(checkpoint: Path) -> tuple[CryNet, int]:
    """The averaged network of a checkpoint, ready to score, and its step."""
    state = torch.load(checkpoint, weights_only=True)
    net = CryNet()
    net.load_state_dict(state["averaged"])
    return net.eval(), state["step"]


@torch.no_grad()
def scene_logits(evidence: Evidence, bank: dict[str, np.ndarray], log_mel: LogMel) -> np.ndarray:
    """Logits of every second of every scene, shape [n, 8]."""
    rows = []
    for scene in bank["cry-full"].astype(np.float32):
        windows = scene.reshape(-1, log_mel.frames_per_window, log_mel.bands)
        rows.append(evidence(torch.from_numpy(contexts(windows, log_mel.context_windows))).numpy())
    return np.stack(rows)


def fit_platt(logits: np.ndarray, target: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """Slope and offset that minimize the weighted cross-entropy on the scenes."""
    x, y, w = (torch.from_numpy(a.astype(np.float64).ravel()) for a in (logits, target, weight))
    line = torch.tensor([1.0, 0.0], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([line], max_iter=60)

    def closure() -> Tensor:
        optimizer.zero_grad()
        z = line[0] * x + line[1]
        loss = nn.functional.binary_cross_entropy_with_logits(z, y, w)
        loss.backward()
        return loss

    optimizer.step(closure)
    return float(line[0]), float(line[1])


def calibration_error(probability: np.ndarray, target: np.ndarray, weight: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error: mean gap of probability and truth over equal-width bins."""
    p, y, w = probability.ravel(), target.ravel(), weight.ravel()
    which = np.minimum((p * bins).astype(int), bins - 1)
    gaps = [abs(np.sum((p - y)[which == k] * w[which == k])) for k in range(bins)]
    return float(np.sum(gaps) / w.sum())


def write_onnx(evidence: Evidence, slope: float, offset: float, path: Path) -> None:
    """Writes the calibrated graph with a dynamic batch; the file appears whole."""
    partial = path.with_suffix(".part")
    torch.onnx.export(
        Calibrated(evidence, slope, offset).eval(),
        (torch.randn(3, 200, 64) * 3 - 5,),
        str(partial),
        input_names=["log_mel"],
        output_names=["probability"],
        dynamic_shapes={"log_mel": {0: torch.export.Dim("batch")}},
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    strip_traces(partial)
    partial.rename(path)


def strip_traces(path: Path) -> None:
    """Removes the exporter's notes, which name folders of the machine that trained, and checks the model."""
    model = onnx.load(str(path))
    for owner in (model, model.graph, *model.graph.node, *model.graph.value_info, *model.graph.initializer):
        del owner.metadata_props[:]
        owner.doc_string = ""
    for value in (*model.graph.input, *model.graph.output):
        del value.metadata_props[:]
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())


def onnx_scorer(path: Path) -> Scorer:
    """Probabilities by an ONNX file on one thread, 16 contexts a run."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def score(x: np.ndarray) -> np.ndarray:
        runs = [session.run(None, {"log_mel": x[k : k + 16]})[0] for k in range(0, len(x), 16)]
        return np.concatenate(runs)

    return score


def milliseconds(scorer: Scorer) -> float:
    """Time a context in batches of 16, in ms: the least of 30 runs, as other programs may share the core."""
    x = np.random.default_rng(0).standard_normal((16, 200, 64)).astype(np.float32)
    times = []
    for _ in range(30):
        began = time.perf_counter()
        scorer(x)
        times.append(time.perf_counter() - began)
    return min(times) / 16 * 1000


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def export(checkpoint: Path, work: Path, path: Path) -> dict[str, float]:
    """Calibrates on WORK/bank-val, writes the ONNX file and returns what was measured."""
    net, step = load_net(checkpoint)
    bank, log_mel = load_bank(work / "bank-val", "cry-full", "target", "weight"), LogMel.profile("cry-full")
    evidence = Evidence(net, Spread.over(load_bank(work / "bank-train", "logits", "embedding")).logits).eval()
    logits = scene_logits(evidence, bank, log_mel)
    slope, offset = fit_platt(logits, bank["target"], bank["weight"])
    write_onnx(evidence, slope, offset, path)
    scorer = onnx_scorer(path)
    calibrated = 1 / (1 + np.exp(-(slope * logits + offset)))
    windows = bank["cry-full"][0].astype(np.float32).reshape(8, 50, -1)
    gap = float(np.abs(scorer(contexts(windows, 4)) - calibrated[0]).max())
    if gap > 1e-4:
        raise RuntimeError(f"{path}: differs from the network by {gap} (expected under 1e-4)")
    return {
        "step": step,
        "platt_slope": round(slope, 4),
        "platt_offset": round(offset, 4),
        "calibration_error_val_scenes": round(calibration_error(calibrated, bank["target"], bank["weight"]), 4),
        "ms_per_context_batch_16_one_core": round(milliseconds(scorer), 2),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="ONNX file to write")
    args = parser.parse_args()
    torch.set_num_threads(1)
    print(export(args.checkpoint, args.work, args.out))


if __name__ == "__main__":
    main()
