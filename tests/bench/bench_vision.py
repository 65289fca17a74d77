"""How well and how fast faces are seen: `python -m tests.bench.bench_vision [--all] [--speed]`.

Verification and detection are measured on labelled photos that only the makers of Kith have, by default on a part
of them; the speed of embedding on made-up crops, against the same networks as others run them.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from facenet_pytorch import InceptionResnetV1
from facenet_pytorch.models.inception_resnet_v1 import BasicConv2d
from numpy.typing import NDArray
from PIL import Image, ImageOps

from engine.vision.detector import Detection, MtcnnDetector
from engine.vision.device import pick_device
from engine.vision.embedder import NetworkEmbedder, load_network
from engine.vision.registry import ModelSpec, find_model
from engine.vision.source import source_file
from engine.vision.weights import load_state
from tests.bench.clouds import unit

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
PAIRS = 600
ALBUM_PHOTOS = 100
FOLDS = 10
BATCH = 32
TARGETS = {"sface": 0.99, "facenet-casia": 0.978}
ALBUM_TARGET = 0.99

Vectors = NDArray[np.float32]
Run = Callable[[NDArray[np.uint8]], Vectors]
Row = TypeVar("Row")


def open_upright(path: Path) -> Image.Image:
    with Image.open(path) as opened:
        return ImageOps.exif_transpose(opened).convert("RGB")


def read_table(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def part_of(rows: Sequence[Row], count: int) -> list[Row]:
    """At most `count` of the rows, spread evenly over all."""
    return list(rows[:: -(-len(rows) // count)])


def verdict(value: float, target: float) -> str:
    return f"{value:7.2%}  target {target:.1%} {'met' if value >= target else 'MISSED'}"


# ---------------------------------------------------------------- verification


def verification(detector: MtcnnDetector, *, everything: bool) -> None:
    """Are these two photos of one person? Accuracy at the threshold that was best on the other nine tenths."""
    pairs = read_table(SHARED / "lfw" / "pairs.csv")
    pairs = pairs if everything else part_of(pairs, PAIRS)
    photos = sorted({pair[side] for pair in pairs for side in "ab"})
    found = {photo: middle_face(detector, SHARED / "lfw" / photo) for photo in photos}
    faces = {photo: face for photo, face in found.items() if face is not None}
    same = np.array([pair["same"] == "1" for pair in pairs])
    print(f"verification on {len(pairs)} pairs of LFW, {same.sum()} of them one person; {len(faces)} faces")
    if len(faces) < len(photos):
        print(f"  photos without a face, whose pairs count as told wrong: {len(photos) - len(faces)}")
    for model, target in TARGETS.items():
        embedder = NetworkEmbedder(find_model(model))
        crops = [
            embedder.crop(open_upright(SHARED / "lfw" / photo), face.box, face.landmarks)
            for photo, face in faces.items()
        ]
        vectors = dict(zip(faces, embedder.embed(crops), strict=True))
        accuracy = ten_fold_accuracy(scores(pairs, vectors), same)
        print(f"  {model:16} {verdict(accuracy, target)}")


def middle_face(detector: MtcnnDetector, path: Path) -> Detection | None:
    """LFW's person stands in the middle; others may look over their shoulder."""
    image = open_upright(path)
    [faces] = detector.detect([image])

    def distance(face: Detection) -> float:
        x, y = centre(face)
        return float(np.hypot(x - image.width / 2, y - image.height / 2))

    return min(faces, key=distance, default=None)


def scores(pairs: Sequence[dict[str, str]], vectors: dict[str, Vectors]) -> NDArray[np.float64]:
    """The cosine of every pair, NaN where a face is missing: that is neither above nor below any threshold."""
    missing = np.full_like(next(iter(vectors.values())), np.nan)
    a, b = (np.stack([vectors.get(pair[side], missing) for pair in pairs]) for side in "ab")
    return np.sum(a * b, axis=1, dtype=np.float64)


def ten_fold_accuracy(cosines: NDArray[np.float64], same: NDArray[np.bool_]) -> float:
    fold = np.random.default_rng(0).permutation(len(same)) % FOLDS
    right = 0
    for number in range(FOLDS):
        others = fold != number
        candidates = np.unique(cosines[others & ~np.isnan(cosines)].round(3))
        best = max(candidates, key=lambda threshold: told_right(cosines[others], same[others], threshold))
        right += told_right(cosines[~others], same[~others], best)
    return right / len(same)


def told_right(cosines: NDArray[np.float64], same: NDArray[np.bool_], threshold: float) -> int:
    return int(((cosines >= threshold) & same).sum() + ((cosines < threshold) & ~same).sum())


# ---------------------------------------------------------------- detection


def detection(detector: MtcnnDetector, *, everything: bool) -> None:
    rows = read_table(SHARED / "album" / "labels.csv")
    photos = sorted({row["file"] for row in rows})
    photos = photos if everything else part_of(photos, ALBUM_PHOTOS)
    began = time.perf_counter()
    found = {photo: detector.detect([open_upright(SHARED / "album" / photo)])[0] for photo in photos}
    seconds = time.perf_counter() - began
    labelled = [row for row in rows if row["file"] in found]
    hits = sum(any(holds(row, face) for face in found[row["file"]]) for row in labelled)
    print(f"detection on {len(photos)} album photos, {len(labelled)} labelled faces, {seconds:.0f} s")
    print(f"  {'found':16} {verdict(hits / len(labelled), ALBUM_TARGET)}")
    counted = read_table(SHARED / "groups" / "counts.csv")
    within = [
        int(row["faces_min"]) <= len(faces) <= int(row["faces_max"])
        for row in counted
        for faces in detector.detect([open_upright(SHARED / "groups" / row["file"])])
    ]
    print(f"  group photos with as many faces as were counted by eye: {sum(within)} of {len(within)}")


def holds(row: dict[str, str], face: Detection) -> bool:
    """Whether the labelled box holds the centre of the detected face."""
    left, top, width, height = (float(row[key]) for key in "xywh")
    x, y = centre(face)
    return left <= x <= left + width and top <= y <= top + height


def centre(face: Detection) -> tuple[float, float]:
    return (face.box.left + face.box.right) / 2, (face.box.top + face.box.bottom) / 2


# ---------------------------------------------------------------- speed


def speed(*, everything: bool) -> None:
    """Our networks against the same weights as others run them: FaceNet by facenet-pytorch, SFace by onnxruntime."""
    device = pick_device()
    facenet, sface = (NetworkEmbedder(find_model(model)) for model in ("facenet-casia", "sface"))
    compare(facenet, "facenet-pytorch", in_torch(plain_network().to(device), device), everything=everything)
    plain = load_network(sface.spec).to(device, memory_format=torch.contiguous_format)
    compare(sface, "PyTorch, channels first", in_torch(plain, device, scaled=False), everything=everything)
    compare(
        sface,
        "onnxruntime, the published file",
        in_onnxruntime(sface.spec),
        together=False,
        everything=everything,
    )


def compare(
    embedder: NetworkEmbedder, other: str, run: Run, *, together: bool = True, everything: bool
) -> None:
    """Print the speed of both, and of the other given one face at a time; `together` if it can take more."""
    side = embedder.spec.crop.size
    crops = np.random.default_rng(0).integers(0, 256, (BATCH, side, side, 3), np.uint8)

    def run_singly() -> Vectors:
        return np.concatenate([run(crop[None]) for crop in crops])

    ways: dict[str, Callable[[], Vectors]] = {"Kith": lambda: embedder.embed(list(crops))}
    if together:
        ways[other] = lambda: run(crops)
    ways[f"{other}, one face at a time"] = run_singly
    agreement = float(np.sum(unit(ways["Kith"]()) * unit(run_singly()), axis=1).min())
    print(f"{BATCH} faces, {embedder.spec.id} on the {embedder.device}; least cosine {agreement:.6f}")
    times = fastest(ways, rounds=10 if everything else 4)
    for way, seconds in times.items():
        print(
            f"  {way:52} {BATCH / seconds:7.0f} faces/s  Kith is {seconds / times['Kith']:.2f}x as fast",
            flush=True,
        )


def in_torch(network: torch.nn.Module, device: torch.device, *, scaled: bool = True) -> Run:
    """The network on a batch of RGB crops (n, h, w, 3), their pixels brought to -1..1 if `scaled`."""

    def run(part: NDArray[np.uint8]) -> Vectors:
        with torch.inference_mode():
            pixels = torch.from_numpy(part).to(device).permute(0, 3, 1, 2).float().contiguous()
            vectors: Vectors = network((pixels - 127.5) / 128 if scaled else pixels).cpu().numpy()
        return vectors

    return run


def in_onnxruntime(spec: ModelSpec) -> Run:
    """SFace's file as OpenCV published it, which unpacks its 8-bit weights at every call."""
    import onnx
    import onnxruntime

    onnxruntime.set_default_logger_severity(3)  # errors: the file has parts that nothing uses
    model = onnx.load(str(source_file(spec)))
    # The file lists its unpacked weights as inputs too; only the picture is one.
    inputs = [each for each in model.graph.input if each.name == "data"]
    del model.graph.input[:]
    model.graph.input.extend(inputs)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])

    def run(part: NDArray[np.uint8]) -> Vectors:
        vectors: Vectors = session.run(None, {"data": part.transpose(0, 3, 1, 2).astype(np.float32)})[0]
        return vectors

    return run


def plain_network() -> InceptionResnetV1:
    """facenet-pytorch's network saying the same as ours: the published graph has its batch norms folded into biases."""
    state = {
        name.removeprefix("network."): value
        for name, value in load_state(find_model("facenet-casia")).items()
    }
    network = InceptionResnetV1().eval()
    for name, module in network.named_modules():
        if isinstance(module, BasicConv2d):
            state[f"{name}.bn.bias"] = state.pop(f"{name}.conv.bias")
            state[f"{name}.bn.weight"] = torch.ones(module.bn.num_features)
            state[f"{name}.bn.running_mean"] = torch.zeros(module.bn.num_features)
            state[f"{name}.bn.running_var"] = torch.full((module.bn.num_features,), 1 - module.bn.eps)
            state[f"{name}.bn.num_batches_tracked"] = torch.tensor(0)
    network.load_state_dict(state)
    return network


def fastest(ways: dict[str, Callable[[], Vectors]], rounds: int) -> dict[str, float]:
    """The best time of each, in turns, so that what else the machine does troubles all of them alike."""
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            best[name] = min(best[name], time.perf_counter() - began)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--speed", action="store_true", help="the speed of embedding alone")
    parser.add_argument("--all", action="store_true", help="every pair and photo, not a part of them")
    arguments, _ = parser.parse_known_args()
    if not SHARED.is_dir():
        print("verification and detection skipped: no ../shared here")
    elif not arguments.speed:
        detector = MtcnnDetector(pick_device())
        verification(detector, everything=arguments.all)
        detection(detector, everything=arguments.all)
    speed(everything=arguments.all)


if __name__ == "__main__":
    main()
