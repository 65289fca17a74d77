"""Where the networks run: a GPU if there is one, else the processor; and what to do when the GPU is full."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

import numpy as np
import torch
from numpy.typing import NDArray

from engine.errors import UserProblem
from engine.types import DeviceInfo

log = logging.getLogger(__name__)

DEVICES = ("auto", "cpu", "cuda", "mps")

Run = Callable[[NDArray[np.uint8], torch.device], NDArray[np.float32]]


def pick_device(wanted: str = "auto") -> torch.device:
    """The device named, or for "auto" the best there is: CUDA, then Apple's MPS, then the processor.

    Raises `UserProblem` if a device was named that this machine doesn't have.
    """
    have = _there()
    if wanted == "auto":
        return torch.device(next(name for name in ("cuda", "mps", "cpu") if have[name]))
    if wanted not in have:
        raise UserProblem(f"There is no device called “{wanted}”; choose one of {', '.join(DEVICES)}.")
    if not have[wanted]:
        raise UserProblem(f"This machine has no {wanted.upper()} device; choose “auto” or “cpu”.")
    return torch.device(wanted)


def device_infos() -> list[DeviceInfo]:
    """All of `DEVICES`, whether or not this machine has them."""
    have = _there()
    names = {
        "cpu": "Processor",
        "cuda": torch.cuda.get_device_name() if have["cuda"] else "NVIDIA or AMD graphics card",
        "mps": "Apple graphics",
    }
    best = names[pick_device().type]
    found = [DeviceInfo(name, names[name], there) for name, there in have.items()]
    return [DeviceInfo("auto", f"The best there is (now: {best})", True), *found]


def _there() -> dict[str, bool]:
    return {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}


def convolution_precision(device: torch.device) -> torch.dtype:
    """What convolutions that needn't be exact are best computed in: bfloat16 on a processor with units for it.

    Intel's since 2023 multiply it up to seven times as fast as float32, AMD's since 2022 twice as fast; without such
    units it is slower.
    """
    capabilities: Mapping[str, object] = getattr(
        torch.cpu, "get_capabilities", dict
    )()  # older torch can't tell
    has_units = any(capabilities.get(unit) for unit in ("amx_bf16", "avx512_bf16"))
    return torch.bfloat16 if device.type == "cpu" and has_units else torch.float32


class BatchRunner:
    """Feeds a network in batches and survives a GPU that runs out of memory.

    The batch is halved and the same rows are tried again; when even one row doesn't fit, the work goes on
    on the processor for the rest of this runner's life. `on_gpu` and `on_processor` are rows in a batch.
    """

    def __init__(self, run: Run, device: torch.device, *, on_gpu: int, on_processor: int) -> None:
        self._run = run
        self._on_processor = on_processor
        self.device = device
        self.batch = on_processor if device.type == "cpu" else on_gpu

    def __call__(self, rows: NDArray[np.uint8]) -> NDArray[np.float32]:
        """All the rows' results, in order. `rows` is (n, ...) with n > 0, the result (n, d)."""
        done: list[NDArray[np.float32]] = []
        start = 0
        while start < len(rows):
            part = rows[start : start + self.batch]
            result = self._try(part)
            if result is None:
                self._retreat(len(part))
                continue
            done.append(result)
            start += len(part)
        return np.concatenate(done)

    def _try(self, part: NDArray[np.uint8]) -> NDArray[np.float32] | None:
        """The rows' results, or None if the GPU's memory doesn't hold them."""
        try:
            return self._run(part, self.device)
        except RuntimeError as error:
            if self.device.type == "cpu" or not is_out_of_memory(error):
                raise
        # Only here are the failed attempt's tensors gone: while its error lives, they do.
        free_memory(self.device)
        return None

    def _retreat(self, rows: int) -> None:
        if rows > 1:
            self.batch = rows // 2
            log.warning("The %s is out of memory; going on with %d faces at a time.", self.device, self.batch)
        else:
            log.warning("The %s is out of memory; going on with the processor.", self.device)
            self.device, self.batch = torch.device("cpu"), self._on_processor


def is_out_of_memory(error: RuntimeError) -> bool:
    """Whether a device's memory was full: CUDA has its own error for that, MPS and the CUDA driver only words."""
    return isinstance(error, torch.OutOfMemoryError) or "out of memory" in str(error)


def free_memory(device: torch.device) -> None:
    """Give back what torch keeps for later, so that bits and pieces become whole again."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()
