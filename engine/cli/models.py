"""The models: which there are, and where their weights come from."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from engine.cli.progress import progress_shown, with_progress
from engine.cli.terminal import Commands, interruptible, print_json, with_json
from engine.errors import UserProblem


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    models = commands.add_parser(
        "models", parents=[common], help="the models, what is installed, how good they are"
    )
    models.add_argument(
        "--fetch", metavar="ID", help="download a model's weights from where they were published"
    )
    models.add_argument(
        "--import", dest="import_", nargs="+", metavar=("[ID] FILE", ""), help="take them from a file"
    )
    with_progress(with_json(models)).set_defaults(run=_models)


def _models(arguments: argparse.Namespace) -> None:
    from engine.vision import fetch, source
    from engine.vision.choice import model_infos, scene_model_infos
    from engine.vision.registry import every_model, find_any_model

    if arguments.fetch:
        with interruptible() as cancel, progress_shown(arguments) as tell:
            fetch.fetch_weights(find_any_model(arguments.fetch), tell, cancel)
    if arguments.import_:
        *model, file = arguments.import_
        if len(model) > 1:
            raise UserProblem("Give one file (--import [ID] FILE).")
        path = Path(file)
        spec = find_any_model(model[0]) if model else source.model_of(path, every_model().values())
        source.import_weights(spec, path)
    infos = model_infos() + scene_model_infos()
    if arguments.json:
        print_json({"models": [dataclasses.asdict(info) | {"figures": dict(info.figures)} for info in infos]})
        return
    for info in infos:
        state = "default" if info.default else "installed" if info.installed else "not installed"
        print(f"{info.id:18} {state:14} {info.title}; {info.licence}")
        for measured, figure in info.figures.items():
            print(f"{'':18} {measured}: {figure}")
