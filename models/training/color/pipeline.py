"""One command for color-ref and color-auto: banks of triples, the aligner, the tone, the nets, the
ONNX files in floats and in 8 bits, and golden vectors. Each part resumes where it stopped.
"""

import argparse
from argparse import Namespace
from pathlib import Path

import torch

from . import train, train_align, train_auto, train_tone
from .bank import ColorBankPlan, make_bank
from .golden import write_golden
from .quantize import release


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=Path, required=True, help="folder with manifest.csv and make_pairs.py")
    parser.add_argument("--work", type=Path, required=True, help="scratch folder, about 8 GB")
    parser.add_argument("--models", type=Path, required=True, help="the models folder to write to")
    parser.add_argument("--variants", type=int, default=8, help="triples of each photo")
    parser.add_argument("--tone-steps", type=int, default=2400)
    parser.add_argument("--align-steps", type=int, default=4000)
    parser.add_argument("--small-steps", type=int, default=2000)
    parser.add_argument("--full-steps", type=int, default=600)
    parser.add_argument("--adversary-steps", type=int, default=150)
    parser.add_argument("--auto-steps", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    make_bank(ColorBankPlan(args.images, args.work, "val2", "val", 1, 7, 2.0), args.workers)
    make_bank(ColorBankPlan(args.images, args.work, "train", "train", args.variants, args.seed), args.workers)
    train_align.train(Namespace(work=args.work, steps=args.align_steps, batch=16, seed=args.seed))
    train_tone.train(args)
    train.train(Namespace(**vars(args), start=None, measure=200))
    train_auto.train(Namespace(**vars(args), start=None, measure=150))
    release(args.work, args.models)
    write_golden(args.models, args.models / "testdata" / "color_golden.json")


if __name__ == "__main__":
    main()
