"""A wargame served by a process of its own, to be killed and started again: `python -m support.wargame_server FILE PORT`."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from .served import answers, free_port, started

UP_WITHIN_SECONDS = 60.0


class Server:
    """A process that serves one game.

    Args:
        file: The game's file; made at the first start, with its keys beside it.
        prefix: Path below which it is served.
        pin: Run it on the first processor alone, so that others measure it undisturbed.
        public: Address that the pages tell people to type.
        setup: Fixed facts of a new game.
    """

    def __init__(self, file: Path, prefix: str = "", *, pin: bool = False, public: str = "", **setup: Any) -> None:
        self.file, self.prefix, self.pin, self.public, self.setup = file, prefix, pin, public, setup
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.start()
        kept = json.loads(file.with_suffix(".keys").read_text())
        self.facilitator_key, self.projector_key, self.room_code = kept["facilitator"], kept["projector"], kept["code"]
        self.seats: list[str] = kept["seats"]

    @property
    def address(self) -> str:
        """Address of the room."""
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    @property
    def pid(self) -> int:
        """The process's id."""
        assert self.process is not None
        return self.process.pid

    def start(self) -> float:
        """Start the process and wait until it answers; return when it did (seconds of the monotonic clock)."""
        pinned = ["taskset", "-c", "0"] if self.pin and (os.cpu_count() or 1) > 1 else []
        given = [str(self.file), str(self.port), self.prefix, json.dumps(self.setup), self.public]
        self.process = started(["-m", "support.wargame_server", *given], under=pinned, quiet=True)
        answers(self.process, self.address, UP_WITHIN_SECONDS)
        return time.monotonic()

    def kill(self) -> None:
        """End the process without warning, as a power cut does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        """End the process."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)


def main(file: Path, port: int, prefix: str, setup: str, public: str) -> None:
    """Serve a game until interrupted."""
    from stackcraft.viz.wargame import serve
    from stackcraft.wargame.game import Game
    from stackcraft.wargame.setup import Setup

    keys = file.with_suffix(".keys")
    if file.exists():
        game = Game.open(file)
    else:
        made = Game.create(file, Setup(**json.loads(setup)))
        game = made.game
        seats = list(game.room.seats)
        kept = {
            "facilitator": made.facilitator_key,
            "projector": made.projector_key,
            "code": made.room_code,
            "seats": seats,
        }
        keys.write_text(json.dumps(kept))
    given = json.loads(keys.read_text())
    serve(
        game, host="127.0.0.1", port=port, prefix=prefix, facilitator_key=given["facilitator"],
        room_code=given["code"], projector_key=given["projector"], public=public,
    )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:6])
