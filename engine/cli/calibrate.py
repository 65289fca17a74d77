"""How sure a similarity is."""

from __future__ import annotations

import argparse
import dataclasses

from engine.cli.terminal import Commands, existing_library, print_json, with_json
from engine.types import Calibration


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    calibrate = commands.add_parser(
        "calibrate", parents=[common], help="how sure a similarity is, from the people that you named"
    )
    calibrate.add_argument(
        "--false-match-rate",
        type=float,
        default=0.001,
        metavar="R",
        help="how many pairs of two people may be taken for one; default: 0.001",
    )
    with_json(calibrate).set_defaults(run=_calibrate)


def _calibrate(arguments: argparse.Namespace) -> None:
    with existing_library(arguments) as library:
        found = library.calibration(arguments.false_match_rate)
    if arguments.json:
        print_json(dataclasses.asdict(found))
    else:
        print(_origin(found))
        print("\nsimilarity     one person  two people   sure   matches above: right    false")
        for step in range(len(found.same)):
            print(_row(found, step))
        print(
            f"\nFrom {found.threshold:.3f} on, {found.false_match_rate:g} of the pairs of two people are taken for "
            f"one, and {found.true_match_rate:.1%} of the pairs of one person are recognised."
        )


def _origin(found: Calibration) -> str:
    pairs = f"{found.same_pairs} pairs of one person and {found.different_pairs} of two people"
    if found.own:
        return f"Measured on the people that you named: {pairs}."
    return (
        f"The people that you named make {pairs}, too few to measure on; "
        f"these are the figures that {found.model} comes with."
    )


def _row(found: Calibration, step: int) -> str:
    return (
        f"{found.edges[step]:5.2f} to {found.edges[step + 1]:5.2f}  {found.same[step]:9.2%}  "
        f"{found.different[step]:10.3%}  {found.probabilities[step]:5.0%}        "
        f"{found.true_match_rates[step]:13.2%}  {found.false_match_rates[step]:7.3%}"
    )
