"""A game, opened: takes acts, writes them down, and is what its log says; views, clock and presence beside it."""

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from stackcraft.model.problems import BadInput, Problem, nearest_names

from . import acts, adjudicate, enrolment, permits, storage
from .acts import CLOCK, CORE, FACILITATOR, PLAYING
from .clock import OVER, Clock
from .forms import forms_of
from .room import Room, fold
from .setup import Setup, base_plan, checked
from .snapshot import Snapshot
from .standing import Standing
from .storage import Entry, Storage, StorageTrouble
from .table import Table

Listener = Callable[[int, frozenset[str] | None], None]

CHECKPOINT_S = 5.0
"""How often the running clock is written down [s]: the most that a crash can give back."""


@dataclass(frozen=True)
class Receipt:
    """What is returned for an act once it is on disk.

    Attributes:
        act_id: Its id.
        sequence: Its number in the log.
        version: Version of the game after it.
        fresh: Whether it was new; False where the same id had been taken before.
        notes: What whoever acted should know, such as what law would refuse.
        result: What came of it, such as the id of a package.
    """

    act_id: str
    sequence: int
    version: int
    fresh: bool = True
    notes: tuple[str, ...] = ()
    result: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Created:
    """A new game with its secrets, which are shown once and kept as hashes."""

    game: "Game"
    facilitator_key: str
    projector_key: str
    room_code: str


class Game:
    """A game, opened. Every public method may be called from any thread.

    Args:
        store: Its file.
        entries: Its log.
    """

    def __init__(self, store: Storage, entries: list[Entry]) -> None:
        self._store = store
        self._lock = threading.RLock()
        self._room = fold(entries)
        self._sequence = entries[-1].sequence
        self._receipts = {entry.act_id: entry for entry in entries}
        self._listeners: dict[int, Listener] = {}
        self._present: set[str] = set()
        self.presence_version = 0
        self.trouble = ""
        self._drafts = store.drafts()
        self._standing = Standing(self._room)
        remaining, running = store.clock() or (float(self._room.move_seconds), False)
        self._clock = Clock(remaining, running)
        self._saved_s = remaining

    @classmethod
    def create(cls, path: Path, setup: Setup | None = None, parent: str = "") -> Created:
        """Make a game in a new file.

        Args:
            path: The file.
            setup: Its fixed facts.
            parent: What it was branched or imported from.

        Raises:
            BadInput: If setup or file don't do.
        """
        setup = checked(setup or Setup())
        store = storage.make(path)
        body = acts.Create(setup=setup, program=_program(), parent=parent)
        secret = enrolment.first_keys()
        entry = store.append(
            1, secrets.token_urlsafe(12), CORE, "create", body.model_dump(mode="json"),
            keys=secret.hashes, clock=(float(setup.move_seconds), False),
        )  # fmt: skip
        game = cls(store, [entry])
        return Created(game, secret.facilitator_key, secret.projector_key, secret.room_code)

    @classmethod
    def open(cls, path: Path) -> "Game":
        """Open a game's file and replay its log.

        Raises:
            BadInput: If it can't be read, or gives another world here than where it was played.
        """
        store = storage.open_file(path)
        entries = store.entries()
        if not entries:
            store.close()
            raise BadInput([Problem(str(path), "holds no game", "its log is empty", "Make a new one")])
        try:
            room = fold(entries)
            adjudicate.check_digests(room, str(path))
            return cls(store, entries)
        except BadInput:
            store.close()
            raise

    def close(self) -> None:
        """Write the clock down and close the file."""
        with self._lock:
            try:
                self._save_clock()
            except StorageTrouble as trouble:
                self.trouble = trouble.text
            self._store.close()

    # What it is

    @property
    def path(self) -> Path:
        """Its file."""
        return self._store.path

    @property
    def version(self) -> int:
        """Rises with every act; a draft kept touches the views of its team and of the facilitator alone."""
        return self._sequence

    @property
    def room(self) -> Room:
        """What the log adds up to; read it under no lock only where nobody writes."""
        return self._room

    @property
    def sequence(self) -> int:
        """Number of the last entry of the log."""
        return self._sequence

    def entries(self) -> list[Entry]:
        """Return the log."""
        with self._lock:
            return self._store.entries()

    def keys(self) -> list[tuple[str, str]]:
        """Return the hashes of all secrets, with whom they stand for: for copies of the game on this machine."""
        with self._lock:
            return self._store.keys()

    def table(self) -> Table:
        """Return the game as the engine sees it, up to the moves that are over."""
        return self._standing.table

    def pending(self) -> Table:
        """Return the table as it would be if the move ended now."""
        with self._lock:
            return adjudicate.with_move(self._standing.table, self._room, adjudicate.pending_record(self._room))

    def snapshot(self) -> Snapshot:
        """Return what views are built from."""
        with self._lock:
            return self._standing.snapshot(self.version, self._drafts)

    def view(self, audience: str) -> dict[str, Any]:
        """Return what an audience may see, in plain JSON types.

        Args:
            audience: "public", "projector", "facilitator", "seat:…" or "person:…".

        Raises:
            BadInput: If there is no such audience.
        """
        with self._lock:
            return self._standing.view(audience, self.version, self._drafts, self.trouble)

    def forms(self, seat_id: str) -> dict[str, Any]:
        """Return the order forms of a seat.

        Raises:
            BadInput: If there is no such seat.
        """
        with self._lock:
            if seat_id not in self._room.seats:
                near = nearest_names(seat_id, self._room.seats)
                raise BadInput([Problem("seat", f"{seat_id!r} is unknown", "", "", near)])
            return forms_of(self._room, self._room.seats[seat_id], self._standing.desk())

    # What happens to it

    def do(self, kind: str, body: Mapping[str, Any], by: str, act_id: str = "") -> Receipt:
        """Take an act: check it, write it down, and only then let it be so.

        Args:
            kind: Kind of act (acts.ACTS).
            body: What it says.
            by: Who acts: "facilitator", "person:…" or "clock"; from the caller's proof of identity, not from its words.
            act_id: Id made by the caller; the same id again returns the same receipt and changes nothing.

        Raises:
            BadInput: If it is malformed or may not be done; nothing has then changed.
            StorageTrouble: If it couldn't be written; nothing has then changed.
        """
        with self._lock:
            act_id = _checked_id(act_id) or secrets.token_urlsafe(12)
            if act_id in self._receipts:
                return self._seen(act_id, kind, by)
            if kind in ("create", "enter", "answered") or by == CORE:
                raise BadInput([Problem(f"act {str(kind)[:40]}", "is not done in this way")])
            read = acts.read_body(kind, dict(body) if isinstance(body, Mapping) else body)
            permits.permit(self._room, by, kind, read, base_plan(self._room.setup.scenario).tables)
            self._check_present_speaker(kind, read, by)
            if kind == "advance":
                return self._advance(read, by, act_id)
            notes = self._notes(kind, read)
            entry = self._write(kind, read.model_dump(mode="json", exclude_defaults=True), by, act_id)
            if kind == "propose":
                notes += self._answer_by_rule(f"d{entry.sequence}")
            self._tell()
            return Receipt(act_id, entry.sequence, self.version, True, notes, _result(kind, entry))

    def enter(self, code: str, nickname: str, act_id: str = "") -> enrolment.Entered:
        """Let somebody in by the room's code.

        Raises:
            BadInput: On a wrong code, a nickname that won't do, or a closed door.
            StorageTrouble: If it couldn't be written.
        """
        with self._lock:
            enrolment.check_code(self._store, code)
            before = self._receipts.get(_checked_id(act_id))
            if (
                before is not None and before.kind == "enter"
            ):  # the answer was lost on its way: a new link, the same person
                person_id = f"p{before.sequence}"
                return enrolment.Entered(
                    person_id, self.relink(person_id, FACILITATOR), self._room.people[person_id].seat_id
                )
            return self._let_in(enrolment.clean_nickname(self._room, nickname), act_id)

    def _let_in(self, nickname: str, act_id: str = "") -> enrolment.Entered:
        token, hashed = enrolment.new_key()
        person_id = f"p{self._sequence + 1}"
        act_id = _checked_id(act_id) or secrets.token_urlsafe(12)
        if act_id in self._receipts:
            raise BadInput([Problem("enter", "you have joined already", "", "Use your own link")])
        self._write("enter", {"nickname": nickname}, CORE, act_id, keys=[(hashed, f"person:{person_id}")])
        self._tell()
        return enrolment.Entered(person_id, token, "")

    def who(self, token: str) -> str | None:
        """Return whom a secret stands for: "facilitator", "projector", "person:…", or None."""
        with self._lock:
            return enrolment.who(self._store, token)

    def code_for(self, token: str) -> str:
        """Return the room's code to the facilitator or the projector, "" to anybody else."""
        with self._lock:
            return enrolment.code_for(self._store, token)

    def relink(self, person_id: str, by: str) -> str:
        """Return a new secret link's token for somebody; the old one ends.

        Raises:
            BadInput: If it isn't the facilitator who asks, or nobody of that id is here.
        """
        with self._lock:
            if by != FACILITATOR:
                raise BadInput([Problem("link", "is not yours to renew")])
            member = self._room.people.get(person_id)
            if member is None or member.gone:
                raise BadInput([Problem("person_id", f"{person_id[:40]!r} is unknown")])
            token, hashed = enrolment.new_key()
            self._store.save_keys([(hashed, f"person:{person_id}")], dead=[f"person:{person_id}"])
            return token

    def link_for_guest(self, nickname: str, by: str) -> enrolment.Entered:
        """Let a guest in beforehand: the facilitator hands the link over.

        Raises:
            BadInput: If it isn't the facilitator who asks, or the nickname won't do.
        """
        with self._lock:
            if by != FACILITATOR:
                raise BadInput([Problem("link", "is not yours to make")])
            return self._let_in(enrolment.clean_nickname(self._room, nickname, invited=True))

    def save_draft(self, seat_id: str, orders: Any, by: str, text: str = "") -> int:
        """Keep what a team has typed, and return its revision once it is on disk.

        Raises:
            BadInput: If the draft is no list, too long, or not of one's own team.
            StorageTrouble: If it couldn't be written.
        """
        with self._lock:
            body = enrolment.checked_draft(self._room, seat_id, orders, by, text)
            try:
                revision = self._store.save_draft(seat_id, by, body)
            except StorageTrouble as trouble:
                self.trouble = trouble.text
                raise
            self.trouble = ""
            self._drafts[seat_id] = storage.Draft(revision, by, body)
            self._tell(frozenset({f"seat:{seat_id}", "facilitator"}))
            return revision

    # Time and presence

    def tick(self) -> bool:
        """Let time pass: release injects that are due, go on where the game does so by itself, keep the clock's reading.

        Returns:
            Whether anything changed that views show.
        """
        with self._lock:
            before = self.version
            reading = self._clock.read()
            try:
                if self._room.phase == PLAYING:
                    self._release_due(reading.remaining_s)
                    all_ready = not self._room.waits_for() and any(
                        seat.mode == "human" and seat.ready for seat in self._room.seats.values()
                    )
                    if self._room.auto_advance and self._clock.running and (reading.state == OVER or all_ready):
                        self.do("advance", {}, CLOCK)
                if abs(self._saved_s - reading.remaining_s) >= CHECKPOINT_S:
                    self._save_clock()
                self.trouble = "" if self.trouble and self._can_write() else self.trouble
            except StorageTrouble as trouble:
                self.trouble = trouble.text
            return self.version != before

    def clock_now(self) -> dict[str, Any]:
        """Return what the clock shows: `state`, `remaining_s`, `note`."""
        with self._lock:
            reading = self._clock.read()
            return {"state": reading.state, "remaining_s": round(reading.remaining_s, 1), "note": reading.note}

    def seen(self, person_id: str, present: bool) -> None:
        """Note that somebody's page came or went; in memory alone."""
        with self._lock:
            if (person_id in self._present) != present:
                (self._present.add if present else self._present.discard)(person_id)
                self.presence_version += 1

    def presence(self) -> dict[str, bool]:
        """Return who is here, by person."""
        with self._lock:
            return {person_id: person_id in self._present for person_id in self._room.people}

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(version, touched)` after every change, from the thread that made it; return what ends that.

        `touched` names the audiences whose view changed, None for all.
        """
        with self._lock:
            key = max(self._listeners, default=0) + 1
            self._listeners[key] = listener

        def end() -> None:
            with self._lock:
                self._listeners.pop(key, None)

        return end

    # How it is done

    def _check_present_speaker(self, kind: str, body: Any, by: str) -> None:
        """Refuse to take the word from a speaker who is here.

        Raises:
            BadInput: If a team mate tries.
        """
        if kind == "speaker" and by.startswith("person:"):
            speaker = self._room.seats[body.seat_id].speaker
            if speaker in self._present and by != f"person:{speaker}":
                todo = "Let them hand over, or ask the facilitator"
                raise BadInput([Problem("act speaker", "your team's speaker is here", "", todo)])

    def _write(self, kind: str, body: dict[str, Any], by: str, act_id: str, **more: Any) -> Entry:
        """Write an entry down, then fold it in."""
        clock = self._clock_after(kind, body)
        undrafted = [body["seat_id"]] if kind in ("submit",) else []
        try:
            entry = self._store.append(
                self._sequence + 1, act_id, by, kind, body, clock=clock, undrafted=undrafted, **more
            )
        except StorageTrouble as trouble:
            self.trouble = trouble.text
            raise
        self.trouble = ""
        for seat_id in undrafted:
            self._drafts.pop(seat_id, None)
        if clock is not None:
            self._clock.set(*clock)
            self._saved_s = clock[0]
        self._sequence = entry.sequence
        self._receipts[act_id] = entry
        self._room.take(entry)
        if kind in ("undo", "start", "seat", "assign"):
            self._standing.reseat()
        return entry

    def _clock_after(self, kind: str, body: dict[str, Any]) -> tuple[float, bool] | None:
        """Return seconds left and whether the clock runs after an act, None where it doesn't touch the clock."""
        reading, whole = self._clock.read(), float(self._room.move_seconds)
        if kind == "start":
            fresh = self._room.phase != PLAYING or reading.remaining_s <= 0.0
            return (float(body.get("seconds") or 0.0) or (whole if fresh else reading.remaining_s), True)
        if kind == "pause":
            return (reading.remaining_s, False)
        if kind == "extend":
            return (max(0.0, reading.remaining_s + float(body.get("seconds", 0.0))), self._clock.running)
        if kind == "advance":
            last = self._room.move >= self._room.setup.moves
            return (whole, self._clock.running and not last)
        if kind in ("undo", "finish"):
            return (whole, False)
        return None

    def _advance(self, body: Any, by: str, act_id: str) -> Receipt:
        """End the move: find what law lets stand, let the engine play its months, write the outcome down."""
        waits, over = self._room.waits_for(), self._clock.read().state == OVER
        if waits and not over and not body.force:
            names = ", ".join(self._room.seats[seat].card.title for seat in waits)
            todo = "Wait, or force the move"
            raise BadInput([Problem("act advance", f"not ready: {names}", "time is not over", todo)])
        move, sequence = self._room.move, self._sequence + 1
        failed = adjudicate.failing_deals(self._room, self._standing.desk())
        record = adjudicate.pending_record(self._room, sequence, failed)
        table, run = self._standing.end_move(record)
        written = {"force": body.force, "failed": failed, "digest": run.digest}
        entry = self._write("advance", written, by, act_id)
        self._standing.take(table, run)
        self.snapshot()
        self._tell()
        return Receipt(act_id, entry.sequence, self.version, True, (), {"move": move, "digest": run.digest})

    def _notes(self, kind: str, body: Any) -> tuple[str, ...]:
        """Return what whoever acts should know: what law would refuse as things stand."""
        if kind not in ("submit", "standing"):
            return ()
        seat = self._room.seats[body.seat_id]
        card = permits.card_for(self._room, seat)
        return adjudicate.refusals(body.orders, card, self._standing.desk())

    def _answer_by_rule(self, deal_id: str) -> tuple[str, ...]:
        """Let a seat that plays itself answer a package at once."""
        deal = self._room.deals[deal_id]
        if self._room.seats[deal.to_seat].mode != "rule":
            return ()
        accepts, why = adjudicate.rule_answer(self._room, deal, self._standing.desk())
        self._write("answered", {"deal_id": deal_id, "accepts": accepts}, CORE, secrets.token_urlsafe(12))
        return (why,)

    def _release_due(self, remaining_s: float) -> None:
        passed = self._room.move_seconds - remaining_s
        for one in list(self._room.injects.values()):
            if (
                one.state == "waiting"
                and one.move == self._room.move
                and self._clock.running
                and passed >= one.body.at_s
            ):
                self.do("release_inject", {"inject_id": one.inject_id}, CLOCK)

    def _seen(self, act_id: str, kind: str, by: str) -> Receipt:
        """Return the receipt of an act taken before."""
        entry = self._receipts[act_id]
        if entry.kind != kind or entry.by != by:
            raise BadInput([Problem("act", "its id was used for another act", "", "Make a new id for every act")])
        return Receipt(act_id, entry.sequence, self.version, False, (), _result(kind, entry))

    def _save_clock(self) -> None:
        reading = self._clock.read()
        self._store.save_clock(reading.remaining_s, self._clock.running)
        self._saved_s = reading.remaining_s

    def _can_write(self) -> bool:
        self._save_clock()
        return True

    def _tell(self, touched: frozenset[str] | None = None) -> None:
        for listener in list(self._listeners.values()):
            listener(self.version, touched)


def _result(kind: str, entry: Entry) -> dict[str, Any]:
    """Return the id of what an act made."""
    if kind == "advance":
        return {"digest": entry.body.get("digest", "")}
    letters = {"propose": ("deal_id", "d"), "inject": ("inject_id", "i"), "message": ("message_id", "m")}
    if kind not in letters:
        return {}
    name, letter = letters[kind]
    return {name: f"{letter}{entry.sequence}"}


def _checked_id(act_id: Any) -> str:
    """Return an act's id.

    Raises:
        BadInput: If it is no short text.
    """
    if not isinstance(act_id, str) or len(act_id) > 64:
        raise BadInput([Problem("act_id", "is no text of up to 64 letters", "", "Make a random one for every act")])
    return act_id


def _program() -> str:
    try:
        return version("stackcraft")
    except PackageNotFoundError:
        return ""
