"""What a chip is worth: H100-equivalents for training and inference, and what law looks at, TPP and density."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

H100_TFLOPS = 989.0
"""Dense FP16 TFLOPS of an H100, the yardstick of training."""

H100_BANDWIDTH_TBS = 3.35
"""Memory bandwidth of an H100 [TB/s], the yardstick of inference."""

Figures = TypeVar("Figures", float, NDArray[np.float64])


def tpp(tflops_fp16: Figures, tops8: Figures) -> Figures:
    """Return total processing performance as the rule of October 2023 computes it (Eq. 5).

    Operations times the bits of their operands, the best over precisions; computed here and never copied,
    because published tables mix dense and sparse figures. Source: ECCN 3A090, technical note.

    Args:
        tflops_fp16: Dense 16-bit compute [TFLOPS].
        tops8: Dense 8-bit compute [TOPS].

    Returns:
        TPP, so 15,832 for an H100.
    """
    best: Figures = np.maximum(np.multiply(tflops_fp16, 16.0), np.multiply(tops8, 8.0))
    return best


def train_h100e(tflops_fp16: Figures) -> Figures:
    """Return a card's worth for training [H100e]: dense FP16 over that of an H100, so 0.15 for an H20 (Eq. 4)."""
    return tflops_fp16 / H100_TFLOPS


def inf_h100e(memory_bw_tbs: Figures) -> Figures:
    """Return a card's worth for inference [H100e]: memory bandwidth over that of an H100, so 1.19 for an H20."""
    return memory_bw_tbs / H100_BANDWIDTH_TBS


def performance_density(tflops_fp16: Figures, tops8: Figures, die_mm2: Figures) -> Figures:
    """Return performance density: TPP over the area of non-planar logic dies [TPP/mm2], so 19 for an H100.

    Source: ECCN 3A090, technical note.
    """
    return tpp(tflops_fp16, tops8) / die_mm2
