"""The window asks which models there are before it can afford to import torch."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT

HEAVY = {"torch", "torchvision", "facenet_pytorch", "onnx", "onnxruntime", "sklearn", "scipy"}


def test_choosing_a_model_imports_no_heavy_package() -> None:
    program = (
        "import sys\n"
        "from engine.vision import choice, fetch, registry, source\n"
        "infos = choice.model_infos()\n"
        "source.installed(registry.find_model('sface'))\n"
        "print(len(infos), *sys.modules)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    count, *modules = result.stdout.split()
    assert int(count) == 3
    assert not HEAVY & set(modules)
