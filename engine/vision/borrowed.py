"""What we use of torchvision and facenet-pytorch, imported without torch's compiler.

One module of torchvision imports the compiler to ask it a question that comes up only where results must be the same
to the last bit. Importing it takes longer than all of torch, and whoever begins a scan would wait for it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

import torch  # noqa: F401  (whatever it imports itself, it gets)

_COMPILER = "torch._dynamo.utils"


class _StandIn(ModuleType):
    """Answers the one question by asking the compiler when that is called, and is the compiler to whoever wants more.

    That is another thread, which imports something of torch's just then.
    """

    @staticmethod
    def is_compile_supported(device: str) -> Any:
        return import_module(_COMPILER).is_compile_supported(device)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what Python asks all modules
            raise AttributeError(name)
        self.step_back()
        return getattr(import_module(self.__name__), name)

    def step_back(self) -> None:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]


@contextmanager
def _without_the_compiler() -> Iterator[None]:
    """Modules that are imported meanwhile get a stand-in, which imports the compiler when it is called."""
    if _COMPILER in sys.modules:
        yield
        return
    stand_in = _StandIn(_COMPILER)
    sys.modules[_COMPILER] = stand_in
    try:
        yield
    finally:
        stand_in.step_back()


with _without_the_compiler():
    from facenet_pytorch import InceptionResnetV1
    from facenet_pytorch.models.inception_resnet_v1 import BasicConv2d
    from facenet_pytorch.models.mtcnn import ONet, PNet, RNet
    from torchvision import models  # type: ignore[import-untyped]
    from torchvision.models.resnet import BasicBlock, Bottleneck  # type: ignore[import-untyped]
    from torchvision.ops import batched_nms  # type: ignore[import-untyped]

__all__ = [
    "BasicBlock",
    "BasicConv2d",
    "Bottleneck",
    "InceptionResnetV1",
    "ONet",
    "PNet",
    "RNet",
    "batched_nms",
    "models",
]
