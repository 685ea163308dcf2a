"""Visitors of the dashboard without browsers: they speak Solara's protocol over a websocket, so that many cost little."""

import asyncio
import json
import os
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.request import urlopen

import websockets


def message(kind: str, content: dict[str, Any], session: str) -> str:
    """Return a message of the Jupyter protocol."""
    head = {"date": datetime.now(UTC).isoformat(), "msg_id": uuid.uuid4().hex, "msg_type": kind, "session": session}
    head |= {"username": "", "version": "5.2"}
    return json.dumps(
        {"buffers": [], "channel": "shell", "content": content, "header": head, "metadata": {}, "parent_header": {}}
    )


@dataclass
class Visitor:
    """One open page.

    Attributes:
        address: Of the dashboard.
        path: Path and query of the page.
        widgets: Id of each named widget.
        states: What the server told of each widget, by id.
    """

    address: str
    path: str = "/"
    widgets: dict[str, str] = field(default_factory=dict)
    states: dict[str, dict[str, Any]] = field(default_factory=dict)

    async def open(self) -> None:
        """Open the page and wait until its headline picture was sent."""
        answer = await asyncio.to_thread(urlopen, self.address + self.path)
        cookies = [value for name, value in answer.headers.items() if name.lower() == "set-cookie"]
        cookie = "; ".join(one.split(";")[0] for one in cookies)
        self.session, self.kernel = uuid.uuid4().hex, str(uuid.uuid4())
        place = (
            f"{self.address.replace('http', 'ws')}/jupyter/api/kernels/{self.kernel}/channels?session_id={self.session}"
        )
        self.socket = await websockets.connect(place, additional_headers={"Cookie": cookie}, max_size=None)
        self.news = asyncio.Event()
        self.listening = asyncio.create_task(self.listen())
        control = uuid.uuid4().hex
        await self.socket.send(message("kernel_info_request", {}, self.session))
        await self.tell(control, "comm_open", {"target_name": "solara.control", "data": {}})
        run = {"path": self.path, "dark": False, "themes": {"light": {}, "dark": {}}, "appName": None}
        await self.tell(control, "comm_msg", {"data": {"method": "run", "args": run}})
        await self.until(lambda: "diffusion" in self.widgets and "levers" in self.widgets)

    async def tell(self, comm: str, kind: str, content: dict[str, Any]) -> None:
        """Send something about a widget."""
        await self.socket.send(message(kind, {"comm_id": comm, **content}, self.session))

    async def listen(self) -> None:
        """Keep up with what the server says."""
        async for text in self.socket:
            said = json.loads(text)
            content = said.get("content", {})
            state = content.get("data", {}).get("state", {}) if isinstance(content.get("data"), dict) else {}
            if said.get("msg_type") == "comm_open" and isinstance(state.get("name"), str) and "filename" not in state:
                self.widgets[state["name"]] = content["comm_id"]
            if state:
                self.states.setdefault(content["comm_id"], {}).update(state)
            self.news.set()

    async def until(self, holds: Any, within: float = 60.0) -> None:
        """Wait until something holds."""
        end = time.monotonic() + within
        while not holds():
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), max(0.01, end - time.monotonic()))

    def picture(self) -> Any:
        """Return the headline picture as it stands."""
        return self.states[self.widgets["diffusion"]].get("option")

    async def move(self, name: str, value: float, month: str = "2026-07") -> float:
        """Move a lever; return how long it took until the new picture came [s]."""
        before, began = self.picture(), time.perf_counter()
        asked = {"name": name, "value": value, "month": month, "same": False}
        event = {"method": "custom", "content": {"event": "event_set", "data": asked}}
        await self.tell(self.widgets["levers"], "comm_msg", {"data": event})
        await self.until(lambda: self.picture() != before)
        took = time.perf_counter() - began
        drawn = {"method": "custom", "content": {"event": "event_drawn", "data": None}}
        await self.tell(self.widgets["diffusion"], "comm_msg", {"data": drawn})
        return took

    async def close(self) -> None:
        """Leave, as a closed tab does."""
        self.listening.cancel()
        await self.socket.close()
        beacon = f"{self.address}/_solara/api/close/{self.kernel}?session_id={self.session}"
        await asyncio.to_thread(_post, beacon)


def _post(place: str) -> None:
    with urlopen(place, data=b"") as answer:
        answer.read()


def resident_mb(pid: int) -> float:
    """Return the memory that a process holds [MB]."""
    with open(f"/proc/{pid}/status") as told:
        return next(int(line.split()[1]) for line in told if line.startswith("VmRSS")) / 1024


def processor_ms(pid: int) -> float:
    """Return the processor time that a process has used [ms]."""
    with open(f"/proc/{pid}/stat") as told:
        fields = told.read().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
