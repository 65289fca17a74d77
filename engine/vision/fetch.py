"""Fetching a model's published weights, only ever because the user asked for exactly that."""

from __future__ import annotations

import urllib.error
import urllib.request
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import BinaryIO

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
    target = weights_dir() / spec.source_name
    partial = target.with_name(target.name + ".part")
    try:
        if _is_right(target, spec):
            return target
        make_private(weights_dir())
        _download(spec.url, partial, on_progress, cancel or CancelToken())
        if not _is_right(partial, spec):
            partial.unlink()
            raise ModelMissing(
                f"What came from {spec.url} are not the published weights of {spec.id} (their SHA-256 differs), "
                "so they were thrown away."
            )
        partial.replace(target)
    except (OSError, HTTPException) as error:
        raise UserProblem(f"The weights of {spec.id} could not be fetched: {_in_words(error)}.") from error
    return target


def _is_right(file: Path, spec: ModelSpec) -> bool:
    """Whether the file is there and holds what was published."""
    try:
        check(file, spec)
    except (FileNotFoundError, ModelMissing):
        return False
    return True


def _download(url: str, partial: Path, on_progress: ReportProgress, cancel: CancelToken) -> None:
    """Add to `partial` what it lacks. Raises `OSError` and `HTTPException`, also if the connection breaks off."""
    have = partial.stat().st_size if partial.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})  # noqa: S310
    try:
        response: HTTPResponse = urllib.request.urlopen(request, timeout=_TIMEOUT)  # noqa: S310
    except urllib.error.HTTPError as error:
        if error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and have:  # all of it is here
            return
        raise
    resumed = response.status == HTTPStatus.PARTIAL_CONTENT
    with response, partial.open("ab" if resumed else "wb") as out:
        _receive(response, out, have if resumed else 0, on_progress, cancel)


def _receive(
    response: HTTPResponse, out: BinaryIO, done: int, on_progress: ReportProgress, cancel: CancelToken
) -> None:
    length = response.headers.get("Content-Length")
    total = done + int(length) if length else None
    while chunk := response.read(_CHUNK):
        out.write(chunk)
        done += len(chunk)
        on_progress(Progress(done, total, "Fetching"))
        cancel.check()
    if total is not None and done < total:
        raise ConnectionError("the connection broke off; the next try goes on from there")


def _in_words(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answered {error.code} ({error.reason})"
    if isinstance(error, urllib.error.URLError):
        return str(error.reason)
    return getattr(error, "strerror", None) or str(error)
