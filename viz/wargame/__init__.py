"""The wargame in a browser: its server, and the pages of facilitator, teams, projector and debrief.

Importing this package loads no web framework; `serve` does.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stackcraft.wargame.game import Game

PORT = 8777
HOST = "0.0.0.0"


def serve(
    game: "Game",
    *,
    host: str = HOST,
    port: int = PORT,
    prefix: str = "",
    facilitator_key: str = "",
    room_code: str = "",
    projector_key: str = "",
    public: str = "",
) -> None:
    """Serve one game until interrupted.

    Args:
        game: The game; closed by whoever opened it.
        host: Address to listen on; the default answers the whole local network.
        port: Port to listen on.
        prefix: Path in front of every address, "/K7PX" for a room behind a proxy; empty for none.
        facilitator_key: Secret of the facilitator's link, to be printed; empty prints none.
        room_code: Code that people join by, printed and shown; empty prints none.
        projector_key: Secret of the projector's link, to be printed; empty prints none.
        public: Address that people outside type, such as "https://game.example.org"; found out if empty.

    Raises:
        SystemExit: The port is taken or can't be bound.
    """
    from .server import run

    run(
        game,
        host=host,
        port=port,
        prefix=prefix,
        facilitator_key=facilitator_key,
        room_code=room_code,
        projector_key=projector_key,
        public=public,
    )
