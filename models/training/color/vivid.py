"""How far to stretch the colours: a net that is unsure answers with the mean of what might be, which is pale.

Chosen on val: of the gains that raise the error of the colours (ab error) by at most 3 %, the one with the least error
of how colourful the picture is (delta-CF).
"""

import numpy as np
import torch

from .bank import SIZE, ColorBank
from .batches import load
from .figures import ab_error, colored, colorfulness
from .net import ColorAuto, ColorRef

GAINS = tuple(np.round(np.arange(1.0, 1.61, 0.02), 2).tolist())
PICTURES = 96
BEARABLE = 1.03


def choose_gain(net: ColorAuto | ColorRef, val: ColorBank) -> float:
    """The gain for a net whose gain is 1."""
    errors = np.zeros((len(GAINS), 2))
    with torch.no_grad():
        for i in np.linspace(0, len(val) - 1, PICTURES).astype(int).tolist():
            batch = load(val, [i], SIZE)
            truth = batch.truth[:, 1:]
            ab = net(batch.night) if isinstance(net, ColorAuto) else net(batch.night, batch.day)["ab"]
            real = colorfulness(colored(batch.truth[:, :1], truth))
            for k, gain in enumerate(GAINS):
                off = (colorfulness(colored(batch.night, ab * gain)) - real).abs()
                errors[k] += (ab_error(ab * gain, truth).item(), off.item())
    errors /= PICTURES
    for gain, (ab_off, colorful_off) in zip(GAINS, errors, strict=True):
        print(f"gain {gain:.2f}: ab error {ab_off:.2f}, delta-CF {colorful_off:.2f}")
    bearable = errors[:, 0] <= BEARABLE * errors[:, 0].min()
    return GAINS[int(np.where(bearable, errors[:, 1], np.inf).argmin())]
