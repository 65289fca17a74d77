"""Which device is picked, and that a GPU with too little memory costs time and no results."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.errors import UserProblem
from engine.vision.device import BatchRunner, pick_device

GPU = torch.device("meta")  # stands for any device that isn't the processor


class SmallGpu:
    """A network that doubles its rows; the device takes at most `room` of them at once."""

    def __init__(self, room: int, error: type[RuntimeError] = torch.OutOfMemoryError) -> None:
        self.room = room
        self.error = error
        self.tried: list[tuple[str, int]] = []

    def __call__(self, rows: NDArray[np.uint8], device: torch.device) -> NDArray[np.float32]:
        self.tried.append((device.type, len(rows)))
        if device.type != "cpu" and len(rows) > self.room:
            raise self.error("out of memory")
        return rows.astype(np.float32) * 2


def rows(count: int) -> NDArray[np.uint8]:
    return np.arange(count, dtype=np.uint8)[:, None]


@given(
    count=st.integers(1, 100),
    room=st.integers(0, 40),
    batch=st.integers(1, 40),
    error=st.sampled_from([torch.OutOfMemoryError, RuntimeError]),
)
def test_every_row_comes_back_in_order(count: int, room: int, batch: int, error: type[RuntimeError]) -> None:
    result = BatchRunner(SmallGpu(room, error), GPU, on_gpu=batch, on_processor=3)(rows(count))
    np.testing.assert_array_equal(result, rows(count) * 2.0)


def test_the_batch_is_halved_until_it_fits_and_stays_so() -> None:
    network = SmallGpu(room=10)
    runner = BatchRunner(network, GPU, on_gpu=32, on_processor=8)
    runner(rows(20))
    assert network.tried == [("meta", 20), ("meta", 10), ("meta", 10)]
    runner(rows(20))
    assert network.tried[3:] == [("meta", 10), ("meta", 10)]


def test_when_not_even_one_row_fits_the_processor_does_the_rest_in_its_own_batches() -> None:
    network = SmallGpu(room=0)
    runner = BatchRunner(network, GPU, on_gpu=4, on_processor=6)
    runner(rows(8))
    assert network.tried == [("meta", 4), ("meta", 2), ("meta", 1), ("cpu", 6), ("cpu", 2)]
    assert runner.device == torch.device("cpu")


def test_other_errors_and_a_full_main_memory_are_not_hidden() -> None:
    def broken(rows: NDArray[np.uint8], device: torch.device) -> NDArray[np.float32]:
        raise RuntimeError("shapes don't match")

    def full(rows: NDArray[np.uint8], device: torch.device) -> NDArray[np.float32]:
        raise torch.OutOfMemoryError("out of memory")

    with pytest.raises(RuntimeError, match="shapes"):
        BatchRunner(broken, GPU, on_gpu=4, on_processor=4)(rows(8))
    with pytest.raises(torch.OutOfMemoryError):
        BatchRunner(full, torch.device("cpu"), on_gpu=4, on_processor=4)(rows(8))


def test_auto_takes_what_is_there() -> None:
    assert pick_device().type in ("cpu", "cuda", "mps")
    assert pick_device("cpu") == torch.device("cpu")


def test_a_device_that_is_not_there_is_named_to_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(UserProblem, match="no CUDA device; choose “auto” or “cpu”"):
        pick_device("cuda")
    with pytest.raises(UserProblem, match="no device called “gpu”; choose one of auto, cpu, cuda, mps"):
        pick_device("gpu")
