"""How well people come out, beside the rules of other programs: `python -m tests.bench.bench_people [MODEL...]`.

Every rule has the threshold that is best for this very set, which nobody has who doesn't know the answer; Kith has
the one that is shipped. sface's were searched on half of the people (see resources/models.toml): the halves are
printed too, with the best that any rule reaches on the half that was not searched. facenet-casia's saw both. Faces
in a wrong person are also counted without the labels' own mistakes, for everybody. The photos are scanned once, and
kept in build/bench.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from sklearn.cluster import HDBSCAN, MiniBatchKMeans

from engine.people.default import default
from engine.people.incremental import regroup_touched
from engine.people.measures import scores
from engine.people.rule import Rule
from engine.vision.registry import find_model
from tests.bench.labelled import DATA, Labelled, half_of, labelled, put_right, together

RULES = DATA.parent / "tools" / "peer_rules.py"
SETS = ("lfw", "celeb", "album")
MODELS = ("sface", "facenet-casia")
PORTIONS = 10

Labels = NDArray[np.int64]


def main() -> int:
    """Print the table for each model and set."""
    if not DATA.is_dir():
        print("  skipped: no ../shared here")
        return 0
    for model in sys.argv[1:] or MODELS:
        sets = {name: labelled(name, model) for name in SETS}
        sets["all three"] = together(list(sets.values()))
        for name, faces in sets.items():
            print(f"{name}, {model}: {len(faces.who)} faces of {len(set(faces.who))} people")
            table(faces, model)
        in_portions(sets["celeb"], model)
    return 0


def ours(faces: Labelled, model: str, strictness: float = 0) -> Labels:
    rule = Rule.of(find_model(model).thresholds, strictness)
    return default(faces.vectors, faces.quality, rule, faces.constraints())


def table(faces: Labelled, model: str) -> None:
    """Kith at its default and every rule at its best, on all people; then the half/half check, and the strictness."""
    line("Kith", faces, ours(faces, model))
    rules = peer_rules() if RULES.is_file() else None
    if rules is None:
        print("  other programs' rules: skipped, no ../shared/tools here")
    else:
        for name, labels in best_of_each(faces, rules).items():
            line(name, faces, labels)
    searched, other = (faces.where(half_of(faces.who) == half) for half in (0, 1))
    line("Kith, searched half", searched, ours(searched, model))
    line("Kith, other half", other, ours(other, model))
    if rules is not None:
        best = best_of_each(other, rules, slow=False)
        name = max(best, key=lambda rule: scores(other.who, best[rule]).f)
        line(f"{name}, other half", other, best[name])
    for strictness in (-1.0, 1.0):
        line(f"Kith, strictness {strictness:+.0f}", faces, ours(faces, model, strictness))


def line(name: str, faces: Labelled, labels: Labels) -> None:
    found = scores(faces.who, labels)
    print(
        f"  {name:26} P {found.precision:.4f}  R {found.recall:.4f}  F {found.f:.4f}  "
        f"pairwise F {found.pairwise_f:.4f}  in a wrong person {wrong(faces.who, labels):4}, "
        f"{wrong(put_right(faces.who), labels):4} but for wrong labels  "
        f"same-photo pairs {same_photo(faces.photo, labels)}",
        flush=True,
    )


def wrong(who: NDArray[np.str_], labels: Labels) -> int:
    """Faces whose group is mostly somebody else's."""
    members = Counter(zip(labels[labels >= 0].tolist(), who[labels >= 0].tolist(), strict=True))
    most: Counter[int] = Counter()
    for (group, _), count in members.items():
        most[group] = max(most[group], count)
    return members.total() - most.total()


def same_photo(photo: Labels, labels: Labels) -> int:
    together = Counter(zip(photo[labels >= 0].tolist(), labels[labels >= 0].tolist(), strict=True))
    return sum(count * (count - 1) // 2 for count in together.values())


def best_of_each(faces: Labelled, rules: ModuleType, *, slow: bool = True) -> dict[str, Labels]:
    """The labels of every rule at the threshold with the best BCubed F; HDBSCAN and KMeans only if `slow`."""
    vectors = faces.vectors
    alike = rules.neighbours(vectors, 0.15)
    fine, coarse = np.arange(0.2, 0.9, 0.02), np.arange(0.2, 0.9, 0.04)
    tried = {
        "DBSCAN": (rules.dbscan, fine),
        "single link": (rules.single_link, fine),
        "Immich": (rules.immich, coarse),
        "nearest group": (rules.nearest_group, coarse),
    }
    best = {
        name: max(
            (np.asarray(rule(vectors, at_least(alike, at), at)) for at in grid),
            key=lambda labels: scores(faces.who, labels).f,
        )
        for name, (rule, grid) in tried.items()
    }
    if not slow:
        return best
    if len(vectors) <= 8000:
        best["HDBSCAN"] = HDBSCAN(min_cluster_size=2, copy=True).fit_predict(vectors)
    people = len(set(faces.who))
    best["KMeans, true count"] = MiniBatchKMeans(people, random_state=0, n_init=1).fit_predict(vectors)
    return best


def at_least(alike: coo_matrix, floor: float) -> coo_matrix:
    """`alike` without what no rule looks at whose threshold is `floor`: read in a loop, it takes minutes."""
    kept = alike.data >= floor
    return coo_matrix((alike.data[kept], (alike.row[kept], alike.col[kept])), shape=alike.shape)


def peer_rules() -> ModuleType:
    spec = importlib.util.spec_from_file_location("peer_rules", Path(RULES))
    if spec is None or spec.loader is None:
        raise ImportError(f"{RULES} can't be read")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def in_portions(faces: Labelled, model: str) -> None:
    """The set arriving in ten portions, each grouped into what is there, against all of it grouped anew."""
    rule = Rule.of(find_model(model).thresholds)
    arriving = faces.where(np.random.default_rng(0).permutation(len(faces.who)))
    labels = np.empty(0, np.int64)
    for part in np.array_split(np.arange(len(arriving.who)), PORTIONS):
        here = arriving.where(np.arange(part[-1] + 1))
        before = np.concatenate([labels, np.full(len(part), -1)])
        new = np.arange(part[-1] + 1) >= part[0]
        labels = regroup_touched(here.vectors, here.quality, rule, here.constraints(), before, new)
    print(f"celeb in {PORTIONS} portions, {model}")
    line("in portions", arriving, labels)
    line("all at once", arriving, ours(arriving, model))


if __name__ == "__main__":
    sys.exit(main())
