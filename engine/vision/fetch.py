"""Fetching a model's published weights, only ever because the user asked for exactly that."""

from __future__ import annotations

import urllib.error
import urllib.request
from http.client import HTTPException, HTTPResponse
from pathlib import Path

from engine.errors import ModelMissing, UserProblem
from engine.paths import make_private, weights_dir
from engine.progress import CancelToken, Progress, ReportProgress, ignore_progress
from engine.vision.registry import ModelSpec
from engine.vision.source import check

_CHUNK = 1 << 18
_TIMEOUT = 30.0  # seconds without a byte


def fetch_weights(
    spec: ModelSpec, on_progress: ReportProgress = ignore_progress, cancel: CancelToken | None = None
) -> Path:
    """Download the weights from the address in models.toml; where they lie now.

    A download that broke off is taken up where it stopped. Only bytes with the known SHA-256 are kept. Progress
    counts bytes. Raises `UserProblem` and `Cancelled`; then what came so far waits for the next try.
    """
    if spec.url is None:
        raise UserProblem(f"{spec.id} is not fetched: its weights come with the program.")
    target = make_private(weights_dir()) / spec.source_name
    if target.is_file():
        return target
    partial = target.with_name(target.name + ".part")
    try:
        _download(spec.url, partial, on_progress, cancel or CancelToken())
    except (OSError, HTTPException) as error:
        raise UserProblem(
            f"The weights of {spec.id} could not be fetched ({_in_words(error)}); try again, the rest will follow."
        ) from error
    try:
        check(partial, spec)
    except ModelMissing:
        partial.unlink()
        raise
    partial.replace(target)
    return target


def _download(url: str, partial: Path, on_progress: ReportProgress, cancel: CancelToken) -> None:
    have = partial.stat().st_size if partial.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})  # noqa: S310
    try:
        response: HTTPResponse = urllib.request.urlopen(request, timeout=_TIMEOUT)  # noqa: S310
    except urllib.error.HTTPError as error:
        if error.code == 416 and have:  # "range not satisfiable": all of it is here
            return
        raise
    with response, partial.open("ab" if response.status == 206 else "wb") as out:
        done = out.tell()
        length = response.headers.get("Content-Length")
        total = done + int(length) if length else None
        while chunk := response.read(_CHUNK):
            out.write(chunk)
            done += len(chunk)
            on_progress(Progress(done, total, "Fetching"))
            cancel.check()
    if total is not None and done < total:
        raise ConnectionError("the connection broke off")


def _in_words(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answered {error.code}"
    if isinstance(error, urllib.error.URLError):
        return str(error.reason)
    return str(error)
