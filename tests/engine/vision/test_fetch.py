"""Weights are fetched over real, unreliable connections from a server on this machine, and from nowhere else."""

from __future__ import annotations

import dataclasses
import hashlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import Cancelled, ModelMissing, UserProblem
from engine.progress import CancelToken, Progress
from engine.vision.fetch import fetch_weights
from engine.vision.registry import ModelSpec, find_model
from engine.vision.source import installed

WEIGHTS = np.random.default_rng(5).bytes(1_000_000)


@dataclass
class Server:
    """Serves `body`; `breaks_after` so many bytes of an answer it hangs up."""

    url: str = ""
    body: bytes = WEIGHTS
    breaks_after: int | None = None
    ranges: bool = True
    status: int | None = None
    asked: list[str | None] = field(default_factory=list)  # the Range header of every request

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        wanted = request.headers.get("Range")
        self.asked.append(wanted)
        if self.status is not None:
            request.send_error(self.status)
            return
        start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and self.ranges else 0
        if start >= len(self.body):
            request.send_error(416)
            return
        request.send_response(206 if start else 200)
        request.send_header("Content-Length", str(len(self.body) - start))
        request.end_headers()
        end = len(self.body) if self.breaks_after is None else start + self.breaks_after
        request.wfile.write(self.body[start:end])


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.answer(self)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        state.url = f"http://127.0.0.1:{running.server_port}/weights.pt"
        thread = threading.Thread(target=running.serve_forever, args=(0.02,))
        thread.start()
        yield state
        running.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def stay_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any other address than this machine's own is an error, and no proxy is asked."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        assert address[0] == "127.0.0.1", f"tried to reach {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def spec(server: Server) -> ModelSpec:
    known = find_model("facenet-vggface2")
    return dataclasses.replace(known, url=server.url, sha256=hashlib.sha256(WEIGHTS).hexdigest())


def cancelling(token: CancelToken, at: int) -> Callable[[Progress], None]:
    def report(progress: Progress) -> None:
        if progress.done >= at:
            token.cancel()

    return report


def test_the_file_arrives_whole_and_progress_counts_its_bytes(spec: ModelSpec, empty_weights: Path) -> None:
    seen: list[Progress] = []
    assert not installed(spec)
    assert fetch_weights(spec, seen.append).read_bytes() == WEIGHTS
    assert installed(spec)
    done = [progress.done for progress in seen]
    assert done == sorted(set(done))
    assert done[-1] == len(WEIGHTS)
    assert {progress.total for progress in seen} == {len(WEIGHTS)}
    assert len(list(empty_weights.iterdir())) == 1


def test_what_is_here_is_not_fetched_again(spec: ModelSpec, server: Server, empty_weights: Path) -> None:
    fetch_weights(spec)
    fetch_weights(spec)
    assert len(server.asked) == 1


def test_a_file_that_was_damaged_later_is_fetched_again(
    spec: ModelSpec, server: Server, empty_weights: Path
) -> None:
    fetch_weights(spec).write_bytes(b"damaged")
    assert fetch_weights(spec).read_bytes() == WEIGHTS


def test_a_broken_connection_is_taken_up_where_it_stopped(
    spec: ModelSpec, server: Server, empty_weights: Path
) -> None:
    server.breaks_after = 400_000
    for _ in range(2):
        with pytest.raises(UserProblem, match="broke off"):
            fetch_weights(spec)
    assert not installed(spec)
    seen: list[Progress] = []
    assert fetch_weights(spec, seen.append).read_bytes() == WEIGHTS
    assert server.asked == [None, "bytes=400000-", "bytes=800000-"]
    assert seen[0].done > 800_000
    assert {progress.total for progress in seen} == {len(WEIGHTS)}


def test_a_server_that_knows_no_ranges_sends_it_all_again(
    spec: ModelSpec, server: Server, empty_weights: Path
) -> None:
    server.breaks_after, server.ranges = 400_000, False
    with pytest.raises(UserProblem):
        fetch_weights(spec)
    server.breaks_after = None
    seen: list[Progress] = []
    assert fetch_weights(spec, seen.append).read_bytes() == WEIGHTS
    assert (seen[-1].done, seen[-1].total) == (len(WEIGHTS), len(WEIGHTS))


def test_cancelling_keeps_what_came(spec: ModelSpec, server: Server, empty_weights: Path) -> None:
    token = CancelToken()
    with pytest.raises(Cancelled):
        fetch_weights(spec, cancelling(token, 500_000), token)
    assert not installed(spec)
    assert fetch_weights(spec).read_bytes() == WEIGHTS
    assert server.asked[1] is not None
    assert int(server.asked[1].strip("bytes=-")) >= 500_000


def test_a_download_that_was_complete_but_not_yet_kept_is_taken(
    spec: ModelSpec, server: Server, empty_weights: Path
) -> None:
    token = CancelToken()
    with pytest.raises(Cancelled):
        fetch_weights(spec, cancelling(token, len(WEIGHTS)), token)
    assert fetch_weights(spec).read_bytes() == WEIGHTS
    assert server.asked[1] == f"bytes={len(WEIGHTS)}-"


def test_wrong_bytes_are_thrown_away(spec: ModelSpec, server: Server, empty_weights: Path) -> None:
    server.body = WEIGHTS[:-1] + b"!"
    with pytest.raises(ModelMissing, match="SHA-256"):
        fetch_weights(spec)
    assert list(empty_weights.iterdir()) == []
    server.body = WEIGHTS
    assert fetch_weights(spec).read_bytes() == WEIGHTS


def test_a_file_that_is_gone_is_said_in_words(spec: ModelSpec, server: Server, empty_weights: Path) -> None:
    server.status = 404
    with pytest.raises(UserProblem, match="404"):
        fetch_weights(spec)
    assert list(empty_weights.iterdir()) == []


def test_a_server_that_is_down_is_said_in_words(spec: ModelSpec, empty_weights: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/weights.pt"
        with pytest.raises(UserProblem, match="could not be fetched"):
            fetch_weights(dataclasses.replace(spec, url=url))


def test_a_place_that_cant_be_written_is_said_in_words(
    spec: ModelSpec, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("not a folder")
    monkeypatch.setenv("KITH_WEIGHTS", str(tmp_path / "taken" / "weights"))
    with pytest.raises(UserProblem, match="could not be fetched"):
        fetch_weights(spec)
    assert server.asked == []


def test_weights_that_come_with_the_program_are_not_fetched(server: Server, empty_weights: Path) -> None:
    with pytest.raises(UserProblem, match="come with the program"):
        fetch_weights(find_model("sface"))
    assert server.asked == []
