"""The models: which there are, and where their weights come from."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from engine.cli.progress import progress_shown, with_progress
from engine.cli.terminal import Commands, interruptible, print_json, with_json


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    models = commands.add_parser(
        "models", parents=[common], help="the models, what is installed, how good they are"
    )
    models.add_argument(
        "--fetch", metavar="ID", help="download a model's weights from where they were published"
    )
    models.add_argument(
        "--import", dest="import_", nargs=2, metavar=("ID", "FILE"), help="take them from a file"
    )
    with_progress(with_json(models)).set_defaults(run=_models)


def _models(arguments: argparse.Namespace) -> None:
    from engine.vision import fetch, source
    from engine.vision.choice import model_infos
    from engine.vision.registry import find_model

    if arguments.fetch:
        with interruptible() as cancel, progress_shown(arguments) as tell:
            fetch.fetch_weights(find_model(arguments.fetch), tell, cancel)
    if arguments.import_:
        model, file = arguments.import_
        source.import_weights(find_model(model), Path(file))
    infos = model_infos()
    if arguments.json:
        print_json({"models": [dataclasses.asdict(info) | {"figures": dict(info.figures)} for info in infos]})
        return
    for info in infos:
        state = "default" if info.default else "installed" if info.installed else "not installed"
        print(f"{info.id:18} {state:14} {info.title}; {info.licence}")
        for measured, figure in info.figures.items():
            print(f"{'':18} {measured}: {figure}")
