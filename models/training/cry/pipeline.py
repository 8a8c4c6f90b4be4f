"""One command for cry-full: scene banks, training, calibration, export and golden vectors; each part resumes."""

import argparse
from pathlib import Path

from .bank import BankPlan, make_bank
from .export import export
from .golden import features_golden, model_golden
from .train import TrainPlan, train


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv")
    parser.add_argument("--teacher", type=Path, required=True, help="YAMNet as .tflite")
    parser.add_argument("--work", type=Path, required=True, help="scratch folder, about 8 GB")
    parser.add_argument("--models", type=Path, required=True, help="the models folder to write to")
    parser.add_argument("--scenes", type=int, default=32_768)
    parser.add_argument("--steps", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bfloat16", action="store_true", help="twice as fast on a processor that has it")
    parser.add_argument(
        "--without", nargs="*", default=[], help="sources to leave out, for their licence or as a check"
    )
    args = parser.parse_args()
    for split, scenes, seed in (("train", args.scenes, args.seed), ("val", 768, args.seed + 1)):
        plan = BankPlan(args.data, args.teacher, args.work, split, split, scenes, seed, tuple(args.without))
        make_bank(plan, args.workers)
    how = {"threads": args.threads, "seed": args.seed, "bfloat16": args.bfloat16}
    plan = TrainPlan(args.data, args.work, "train", "cry-full", args.steps, **how)
    train(plan)
    model = args.models / "cry-full" / "cry-full.onnx"
    print(export(plan.checkpoint, args.work, model))
    features_golden(args.models / "testdata" / "log_mel_golden.json")
    model_golden(args.models / "testdata" / "cry_full_golden.json", model)


if __name__ == "__main__":
    main()
