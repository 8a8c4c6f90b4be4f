"""One command for cry-tiny: banks, cry-full's probabilities, training, export and golden vectors; each part resumes."""

import argparse
import json
from pathlib import Path

from cry.bank import BankPlan, make_bank

from .export import export
from .train import TinyPlan, load_banks, train


def make_banks(args: argparse.Namespace) -> None:
    """The banks that cry.pipeline makes."""
    for split, scenes, seed in (("train", args.scenes, args.seed), ("val", 768, args.seed + 1)):
        plan = BankPlan(args.data, args.teacher, args.work, split, split, scenes, seed, tuple(args.without))
        make_bank(plan, args.workers)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv")
    parser.add_argument("--teacher", type=Path, required=True, help="YAMNet as .tflite")
    parser.add_argument("--work", type=Path, required=True, help="cry.pipeline's scratch folder")
    parser.add_argument("--models", type=Path, required=True, help="the models folder: reads cry-full, writes cry-tiny")
    parser.add_argument("--scenes", type=int, default=32_768, help="as many as the full bank has")
    parser.add_argument("--float-steps", type=int, default=3000)
    parser.add_argument("--int8-steps", type=int, default=800)
    parser.add_argument("--version", default="0.2.0")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--without", nargs="*", default=[], help="sources to leave out, as for the full bank")
    args = parser.parse_args()
    make_banks(args)
    plan = TinyPlan(
        work=args.work,
        full_model=args.models / "cry-full" / "cry-full.onnx",
        float_steps=args.float_steps,
        int8_steps=args.int8_steps,
        threads=args.threads,
        seed=args.seed,
    )
    bank, val = load_banks(plan)
    print(json.dumps(export(train(plan, bank, val), val, args.models / "cry-tiny", args.version)))


if __name__ == "__main__":
    main()
