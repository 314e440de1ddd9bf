"""`make bench-web`: what `/evaluate` of the FastAPI example costs, beside the framework's own endpoints.

One server process (uvicorn, one worker) and four connections that are kept alive, by turns in one run. Beside an empty
endpoint stands one that reads the same answers by the same dependencies and gives back the same journey, made
beforehand: the difference to `/evaluate` is the form's share, in processor time of the server, which other work on the
machine disturbs least. Times are the machine's own, and nothing is held to them.
"""

import json
import os
import platform
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import cycle
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any, NamedTuple

from fastapi import FastAPI

from examples import fastapi_app
from examples.fastapi_app import SURVEY, Answers, Asked
from tests.benchmarks.measuring import by_turns
from tests.benchmarks.responses import responses

CONNECTIONS = 4
ROUNDS = 5
SECONDS = 0.4
"""How long each endpoint is driven in a round."""

RESPONSES = responses(100)
BODIES = [json.dumps(response, ensure_ascii=False).encode() for response in RESPONSES]
JOURNEYS = [SURVEY.evaluate(response).as_json() for response in RESPONSES]

bare = FastAPI()


@bare.post("/spent")
async def spent() -> float:
    """The seconds of processor time that the server has taken so far."""
    return time.process_time()


@bare.post("/empty")
async def empty() -> dict[str, Any]:
    return {}


@bare.post("/same/{number}")
async def same(number: int, answers: Answers, survey: Asked) -> dict[str, Any]:  # noqa: ARG001  # to be read, as in /evaluate
    return JOURNEYS[number]


app = FastAPI()
app.mount("/bare", bare)
app.mount("/example", fastapi_app.app)

ENDPOINTS = {
    "empty": "/bare/empty",
    "same JSON, no form": "/bare/same/{number}",
    "/validate": "/example/validate",
    "/evaluate": "/example/evaluate",
}


class Drive(NamedTuple):
    """One endpoint for a moment: requests a second, the server's processor time for each, and how long each took."""

    throughput: float
    processor: float
    taken: list[float]


def main() -> int:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}\n")
    drives: dict[str, list[Drive]] = {name: [] for name in ENDPOINTS}
    with server() as port, ExitStack() as stack, ThreadPoolExecutor(CONNECTIONS) as threads:
        connections = [stack.enter_context(connected(port)) for _ in range(CONNECTIONS)]
        for round_number in range(ROUNDS + 1):
            for name, path in ENDPOINTS.items():
                requests = [request(path.format(number=number), body) for number, body in enumerate(BODIES)]
                drive = driven(threads, connections, requests)
                if round_number:  # the first only warms up
                    drives[name].append(drive)
    report(drives)
    return 0


@contextmanager
def server() -> Iterator[int]:
    """The port of a server of `app`, in a process of its own."""
    command = [sys.executable, "-m", "uvicorn", f"{__spec__.name}:app", "--port", "0", "--no-access-log"]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[2], stderr=subprocess.PIPE, encoding="utf-8")
    try:
        assert process.stderr is not None
        told = next((line for line in process.stderr if "running on" in line), None)
        if told is None:
            raise SystemExit("the server did not start")
        yield int(told.split("127.0.0.1:")[1].split()[0])
    finally:
        process.terminate()
        process.wait()


def connected(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def request(path: str, body: bytes) -> bytes:
    """A whole request, made beforehand: the client shares the machine and should cost little of it."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


SPENT = request("/bare/spent", b"")


def driven(threads: ThreadPoolExecutor, connections: Sequence[socket.socket], requests: Sequence[bytes]) -> Drive:
    before = float(exchange(connections[0], SPENT))
    begun = time.perf_counter()
    each = threads.map(lambda connection: until(begun + SECONDS, connection, requests), connections)
    taken = [seconds for part in each for seconds in part]
    passed = time.perf_counter() - begun
    processor = float(exchange(connections[0], SPENT)) - before
    return Drive(len(taken) / passed, processor / len(taken), taken)


def until(end: float, connection: socket.socket, requests: Sequence[bytes]) -> list[float]:
    taken = []
    for sent in cycle(requests):
        begun = time.perf_counter()
        if begun >= end:
            break
        exchange(connection, sent)
        taken.append(time.perf_counter() - begun)
    return taken


def exchange(connection: socket.socket, sent: bytes) -> bytes:
    """What is answered to one request."""
    connection.sendall(sent)
    answer = received(connection)
    while (head_ends := answer.find(b"\r\n\r\n")) < 0:
        answer += received(connection)
    head, body = answer[:head_ends], answer[head_ends + 4 :]
    length = re.search(rb"content-length: (\d+)", head)
    if not head.startswith(b"HTTP/1.1 200 ") or length is None:
        raise SystemExit(f"the server answered {head.decode()}")
    while len(body) < int(length[1]):
        body += received(connection)
    return body


def received(connection: socket.socket) -> bytes:
    part = connection.recv(1 << 18)
    if not part:
        raise SystemExit("the server closed the connection")
    return part


def report(drives: dict[str, list[Drive]]) -> None:
    sent, told = (mean(len(json.dumps(one)) for one in many) / 1000 for many in (RESPONSES, JOURNEYS))
    print(f"complete responses to the crime-prevention form ({sent:.0f} kB in, {told:.0f} kB out),")
    print(f"{CONNECTIONS} connections, {ROUNDS} rounds:\n")
    print(f"{'':20}{'requests/s':>12}{'median':>12}{'p99':>12}{'processor':>12}")
    each = {name: median(drive.processor for drive in many) * 1e6 for name, many in drives.items()}
    for name, many in drives.items():
        throughput = median(drive.throughput for drive in many)
        taken = [seconds * 1e3 for drive in many for seconds in drive.taken]
        times = f"{median(taken):9.2f} ms{quantiles(taken, n=100)[-1]:9.2f} ms{each[name]:9.0f} µs"
        print(f"{name:20}{throughput:12,.0f}{times}")
    form = each["/evaluate"] - each["same JSON, no form"]
    alone = {name: seconds / len(RESPONSES) * 1e6 for name, seconds in in_process().items()}
    print(
        f"\nthe form's share of /evaluate: {form:.0f} µs of {each['/evaluate']:.0f} µs ({form / each['/evaluate']:.0%})"
    )
    print(f"without a server: evaluate {alone['evaluate']:.0f} µs, evaluate and as_json {alone['as_json']:.0f} µs")


def in_process() -> dict[str, float]:
    """The same work without a server, for all responses."""
    return by_turns(
        {
            "evaluate": lambda: [SURVEY.evaluate(response).problems for response in RESPONSES],
            "as_json": lambda: [SURVEY.evaluate(response).as_json() for response in RESPONSES],
        },
        rounds=20,
    )


if __name__ == "__main__":
    sys.exit(main())
