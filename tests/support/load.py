"""How fast pages are told: a served game in one process, hundreds of pages as plain connections in another.

    python -m support.load CLIENTS [--preview]

Each client is a socket that reads its stream as a browser does. After each of the facilitator's releases of a move the time
runs from its acknowledgement (and from its request) to the last page's frame of the new move.
"""

import argparse
import asyncio
import http.client
import json
import math
import os
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from .wargame_server import Server

TEAMS = 11
BROADCASTS = 20


class Streams:
    """Pages that listen: for each the count of frames, and when the last one was whole."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.moves: list[int] = []
        self.at: list[float] = []
        self.bytes = 0
        self.frames = 0
        self.writers: list[asyncio.StreamWriter] = []

    async def listen(self, port: int, cookie: str) -> None:
        number = len(self.moves)
        self.moves.append(0)
        self.at.append(0.0)
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
        self.writers.append(writer)
        writer.write(f"GET /play/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode())
        while line := await reader.readline():
            self.bytes += len(line)
            if line.startswith(b'data: {"'):
                self.frames += 1
                # Found by its text, as parsing hundreds of states here would be measured too.
                place = line.index(b'"move":')
                self.moves[number] = int(line[place + 7 : place + 10].split(b",")[0])
                self.at[number] = time.perf_counter()

    async def reached(self, move: int) -> float:
        """Return when the last page had a move."""
        deadline = time.perf_counter() + 30
        while len(self.moves) < self.wanted or min(self.moves) < move:
            assert time.perf_counter() < deadline, f"{sum(m < move for m in self.moves)} pages were never told"
            await asyncio.sleep(0.002)
        return max(self.at)


def post(port: int, path: str, cookie: str, body: Any, form: bool = False) -> http.client.HTTPResponse:
    """Post as a page does."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    headers = {"Origin": f"http://127.0.0.1:{port}", "Cookie": cookie, "Content-Type": kind}
    connection.request("POST", path, urlencode(body) if form else json.dumps(body), headers)
    answer = connection.getresponse()
    answer.text = answer.read().decode()  # type: ignore[attr-defined]
    return answer


def cpu_seconds(pid: int) -> float:
    """Return the CPU time a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(clients: int, server: Server, preview: bool, broadcasts: int) -> dict[str, Any]:
    """Return quantiles of the time to the last page over some broadcasts."""
    port, pid = server.port, server.pid
    chair = f"stackcraft_facilitator={server.facilitator_key}"
    loop = asyncio.get_running_loop()
    cookies = []
    for n in range(TEAMS):
        answer = await loop.run_in_executor(
            None, post, port, "/join", "", {"code": server.room_code, "nickname": f"Speaker {n}"}, True
        )
        assert answer.status == 303, answer.text  # type: ignore[attr-defined]
        cookies.append(answer.headers["set-cookie"].split(";")[0])
    for n, seat in enumerate(server.seats):
        body = {"kind": "assign", "body": {"person_id": f"p{2 + n}", "seat_id": seat}}
        answer = await loop.run_in_executor(None, post, port, "/control/act", chair, body)
        assert answer.status == 200, answer.text  # type: ignore[attr-defined]
    await loop.run_in_executor(None, post, port, "/control/act", chair, {"kind": "start", "body": {}})
    streams = Streams(clients)
    tasks = [asyncio.create_task(streams.listen(port, cookies[n % TEAMS])) for n in range(clients)]
    await streams.reached(1)
    waits, whole, used = [], [], []
    move = 1
    for _ in range(broadcasts):
        if move == 8:
            move = 1
            await loop.run_in_executor(None, post, port, "/control/act", chair, {"kind": "undo", "body": {"move": 1}})
            await asyncio.sleep(0.5)
            streams.moves = [1] * clients
        if preview:
            await loop.run_in_executor(None, post, port, "/control/preview", chair, {})
        await asyncio.sleep(0.3)
        before, asked = cpu_seconds(pid), time.perf_counter()
        body = {"kind": "advance", "body": {"force": True}}
        answer = await loop.run_in_executor(None, post, port, "/control/act", chair, body)
        told = time.perf_counter()
        assert answer.status == 200, answer.text  # type: ignore[attr-defined]
        move += 1
        last = await streams.reached(move)
        waits.append(max(0.0, last - told))
        whole.append(last - asked)
        used.append((cpu_seconds(pid) - before) / clients)
    for task in tasks:
        task.cancel()
    for writer in streams.writers:
        writer.close()
    middle, tail = sorted(waits), sorted(whole)
    return {
        "clients": clients, "broadcasts": broadcasts, "preview": preview,
        "acknowledged_to_last_ms": {q: round(1000 * _at(middle, p), 1) for q, p in (("p50", 0.5), ("p95", 0.95), ("max", 1))},
        "asked_to_last_ms": {q: round(1000 * _at(tail, p), 1) for q, p in (("p50", 0.5), ("p95", 0.95), ("max", 1))},
        "cpu_ms_per_client": round(1000 * sum(used) / len(used), 3),
        "kilobytes_per_frame": round(streams.bytes / max(1, streams.frames) / 1000, 1),
        "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def _at(ordered: list[float], share: float) -> float:
    """Return a quantile by nearest rank: the least value that a share of all don't exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def run(clients: int, preview: bool = False, broadcasts: int = BROADCASTS) -> dict[str, Any]:
    """Serve a game, connect pages, measure, and return what was found."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "load.game", pin=True, title="Load")
        if len(os.sched_getaffinity(0)) > 1:
            os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        try:
            return asyncio.run(measure(clients, server, preview, broadcasts))
        finally:
            server.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clients", type=int)
    parser.add_argument("--preview", action="store_true")
    parser.add_argument("--broadcasts", type=int, default=BROADCASTS)
    given = parser.parse_args()
    print(json.dumps(run(given.clients, given.preview, given.broadcasts), indent=1))
