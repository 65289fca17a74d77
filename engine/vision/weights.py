"""From a file of published weights to tensors ready to run: checked, converted once, then memory-mapped."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from engine.errors import ModelMissing
from engine.paths import is_file, make_private
from engine.vision.registry import ModelSpec
from engine.vision.source import check, converted_file, source_file

State = dict[str, Tensor]

log = logging.getLogger(__name__)


def load_state(spec: ModelSpec) -> State:
    """The network's tensors. Raises `ModelMissing` if they aren't here or aren't what was published."""
    converted = converted_file(spec)
    if is_file(converted):
        try:
            return load_file(str(converted))
        except (SafetensorError, OSError) as error:
            log.warning("%s is damaged (%s) and is made anew.", converted, error)
    source = source_file(spec)
    if source is None:
        raise ModelMissing(_how_to_get(spec))
    check(source, spec)
    state = _converter(spec)(source)
    _save(state, converted)
    return state


def _save(state: State, target: Path) -> None:
    """Atomically: two programs that start together may both convert."""
    partial = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        make_private(target.parent)
        save_file({key: value.contiguous() for key, value in state.items()}, str(partial))
        with partial.open("rb+") as written:
            os.fsync(written.fileno())  # a power cut must not leave the right length with nothing in it
        partial.replace(target)
    except (SafetensorError, OSError) as error:
        log.warning("The converted weights can't be kept (%s): every start will convert them.", error)
        with contextlib.suppress(OSError):
            partial.unlink()


def _converter(spec: ModelSpec) -> Callable[[Path], State]:
    from engine.vision import facenet, scene_lite, scene_resnet, sface

    if spec.network == "sface":
        return sface.convert_sface
    if spec.network == "efficientnet-lite0":
        return scene_lite.convert_lite0
    if spec.kind == "scene":
        return partial(scene_resnet.convert_resnet, spec.network)
    return facenet.convert_casia if spec.source_name.endswith(".pb") else facenet.convert_vggface2


def _how_to_get(spec: ModelSpec) -> str:
    if spec.url:
        return (
            f"The weights of {spec.id} are not on this machine; get them with "
            f"“python main.py models --fetch {spec.id}” or “--import FILE”."
        )
    return f"The weights of {spec.id} are missing; “make run” installs them (package {spec.distribution})."
