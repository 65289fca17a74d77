"""Where the networks run: a GPU if there is one, else the processor; and what to do when the GPU is full."""

from __future__ import annotations

import logging
from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray

from engine.errors import UserProblem

log = logging.getLogger(__name__)

DEVICES = ("auto", "cpu", "cuda", "mps")

Run = Callable[[NDArray[np.uint8], torch.device], NDArray[np.float32]]


def pick_device(wanted: str = "auto") -> torch.device:
    """The device named, or for "auto" the best there is: CUDA, then Apple's MPS, then the processor.

    Raises `UserProblem` if a device was named that this machine doesn't have.
    """
    have = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if wanted == "auto":
        return torch.device(next(name for name in ("cuda", "mps", "cpu") if have[name]))
    if wanted not in have:
        raise UserProblem(f"There is no device called “{wanted}”; choose one of {', '.join(DEVICES)}.")
    if not have[wanted]:
        raise UserProblem(f"This machine has no {wanted.upper()} device; choose “auto” or “cpu”.")
    return torch.device(wanted)


class BatchRunner:
    """Feeds a network in batches and survives a GPU that runs out of memory.

    The batch is halved and the same rows are tried again; when even one row doesn't fit, the work goes on
    on the processor for the rest of this runner's life.
    """

    def __init__(self, run: Run, device: torch.device, batch: int) -> None:
        self._run = run
        self.device = device
        self.batch = batch

    def __call__(self, rows: NDArray[np.uint8]) -> NDArray[np.float32]:
        """All the rows' results, in order. `rows` is (n, ...), the result (n, d)."""
        done: list[NDArray[np.float32]] = []
        start = 0
        while start < len(rows):
            part = rows[start : start + self.batch]
            try:
                done.append(self._run(part, self.device))
            except torch.OutOfMemoryError:
                self._shrink()
                continue
            start += len(part)
        return np.concatenate(done)

    def _shrink(self) -> None:
        if self.device.type == "cuda":
            torch.cuda.empty_cache()
        if self.batch > 1:
            self.batch //= 2
            log.warning("The %s is out of memory; going on with %d faces at a time.", self.device, self.batch)
        elif self.device.type != "cpu":
            log.warning("The %s is out of memory; going on with the processor.", self.device)
            self.device = torch.device("cpu")
        else:
            raise
