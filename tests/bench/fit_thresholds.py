"""Fit the thresholds of resources/models.toml: `python -m tests.bench.fit_thresholds [MODEL...]`.

People are cut into two halves by a checksum of their names. Thresholds are fitted on half A of the people of the
labelled sets, each set alone and all in one library, and then checked on half B, which the search never saw: there
stand the thresholds that were found and those that are shipped, beside the rules of other programs at the thresholds
that are best for this very half.

What is sought is the highest mean of BCubed F less a price for every face in a wrong person: a wrong merge costs its
owner more than a person in two pieces, of whom the program asks anyhow. Half a step of the strictness slider to
either side is looked at too, so that no threshold stands beside a cliff: other people may be more alike than these.
The search starts at what is shipped and moves one threshold after the other, and some by two, in smaller and smaller
steps, as long as anything gets better; nothing in it is left to chance. Labels are taken as they are, with their
mistakes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import product

import numpy as np

from engine.people.default import default
from engine.people.measures import scores
from engine.people.rule import Rule
from engine.vision.registry import find_model
from tests.bench.bench_people import MODELS, RULES, SETS, Labels, best_of_each, line, peer_rules, wrong
from tests.bench.labelled import DATA, Labelled, half_of, labelled, together

PRICE = 2.0  # of all faces in a wrong person, in F
FITTED = ("pair", "crowd", "coherence", "usual", "seed", "margin", "attach")
TOGETHER = (("pair", "seed"), ("pair", "crowd"), ("crowd", "coherence"))  # one makes up for the other
STEPS = (0.04, 0.02, 0.01)
STRICTNESS = (-0.5, 0.0, 0.5)
WORTH = 1e-5  # of the mean; less is no reason to move a threshold

Sets = dict[str, Labelled]


def main() -> int:
    """Print what was fitted for each model, and what it does on either half."""
    if not DATA.is_dir():
        print("  skipped: no ../shared here")
        return 0
    for model in sys.argv[1:] or MODELS:
        sets = {name: labelled(name, model) for name in SETS}
        fitted_on, checked_on = (with_all(sets, half) for half in (0, 1))
        shipped = Rule.of(find_model(model).thresholds)
        found = fit(shipped, fitted_on)
        print(f"{model}: {said(found)}")
        for half, faces in (("A", fitted_on), ("B", checked_on)):
            for name, some in faces.items():
                print(f"{name}, {model}, half {half}: {len(some.who)} faces of {len(set(some.who))} people")
                line("Kith, fitted on half A", some, grouped(some, found))
                line("Kith, as shipped", some, grouped(some, shipped))
                if half == "B" and RULES.is_file():
                    beside(some)
    return 0


def with_all(sets: Sets, half: int) -> Sets:
    """The people of one half in each set, and all of them in one library."""
    some = {name: faces.where(half_of(faces.who) == half) for name, faces in sets.items()}
    return some | {"all three": together(list(some.values()))}


def fit(rule: Rule, sets: Sets) -> Rule:
    """The best thresholds found by moving one or two at a time, from those of `rule` on."""
    best = worth(rule, sets)
    for step in STEPS:
        moved = True
        while moved:
            moved = False
            for names in [*((name,) for name in FITTED), *TOGETHER]:
                tried = [(worth(each, sets), each) for each in beside_it(rule, names, step)]
                found, other = max(tried, key=lambda pair: pair[0])
                if found > best + WORTH:
                    rule, best, moved = other, found, True
                    print(f"  {said(rule)}: {best:.5f}", file=sys.stderr, flush=True)
    return rule


def beside_it(rule: Rule, names: tuple[str, ...], step: float) -> Iterator[Rule]:
    """The same with the thresholds of those names a step lower or higher."""
    for sides in product((-step, step), repeat=len(names)):
        moved = {name: round(getattr(rule, name) + side, 4) for name, side in zip(names, sides, strict=True)}
        yield replace(rule, **moved)


def said(rule: Rule) -> str:
    return ", ".join(f"{name} = {getattr(rule, name):.2f}" for name in FITTED)


def worth(rule: Rule, sets: Sets) -> float:
    """The mean over all sets, and over a laxer and a stricter rule."""
    rules = [Rule.of(asdict(rule), strictness) for strictness in STRICTNESS]
    return float(np.mean([value(faces, grouped(faces, each)) for each in rules for faces in sets.values()]))


def value(faces: Labelled, labels: Labels) -> float:
    return scores(faces.who, labels).f - PRICE * wrong(faces.who, labels) / len(labels)


def grouped(faces: Labelled, rule: Rule) -> Labels:
    return default(faces.vectors, faces.quality, rule, faces.constraints())


def beside(faces: Labelled) -> None:
    for name, labels in best_of_each(faces, peer_rules(), slow=False).items():
        line(name, faces, labels)


if __name__ == "__main__":
    sys.exit(main())
