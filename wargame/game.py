"""A game: takes acts of people, facilitator and clock, lets its moves be adjudicated, and shows itself in views."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from stackcraft.model.problems import BadInput, Problem, nearest_names

from . import acts, adjudicate, enrolment, permits, storage
from .acts import CLOCK, CORE, FACILITATOR, PLAYING
from .book import CHECKPOINT_S, Book
from .clock import OVER
from .forms import forms_of
from .receipts import Receipt, checked_id, result_of
from .records import SeatRecord
from .room import fold
from .setup import Setup, base_plan, checked
from .snapshot import Snapshot
from .storage import StorageTrouble
from .table import Table


@dataclass(frozen=True)
class Created:
    """A new game with its secrets, which are shown once and kept as hashes."""

    game: "Game"
    facilitator_key: str
    projector_key: str
    room_code: str


class Game(Book):
    """A game, opened: what may be done with its book.

    Args:
        store: Its file.
        entries: Its log.
    """

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
            notice = adjudicate.check_digests(room, str(path))
            game = cls(store, entries)
            game.notice = notice
            return game
        except BadInput:
            store.close()
            raise

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
            act_id = checked_id(act_id) or secrets.token_urlsafe(12)
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
            undone = self._room.moves[getattr(read, "move", 0) - 1].seats if kind == "undo" else ()
            entry = self._write(kind, read.model_dump(mode="json", exclude_defaults=True), by, act_id)
            self._redraft(undone)
            if kind == "propose":
                notes += self._answer_by_rule(f"d{entry.sequence}")
            self._tell()
            return Receipt(act_id, entry.sequence, self.version, True, notes, result_of(kind, entry))

    def enter(self, code: str, nickname: str, act_id: str = "") -> enrolment.Entered:
        """Let somebody in by the room's code.

        Raises:
            BadInput: On a wrong code, a nickname that won't do, or a closed door.
            StorageTrouble: If it couldn't be written.
        """
        with self._lock:
            enrolment.check_code(self._store, code)
            before = self._receipts.get(checked_id(act_id))
            if before is not None and before.kind == "enter":  # the answer was lost on its way: the same person
                person_id = f"p{before.sequence}"
                token = self.relink(person_id, FACILITATOR)
                return enrolment.Entered(person_id, token, self._room.people[person_id].seat_id)
            return self._let_in(enrolment.clean_nickname(self._room, nickname), act_id)

    def _let_in(self, nickname: str, act_id: str = "") -> enrolment.Entered:
        token, hashed = enrolment.new_key()
        person_id = f"p{self._sequence + 1}"
        act_id = checked_id(act_id) or secrets.token_urlsafe(12)
        if act_id in self._receipts:
            raise BadInput([Problem("enter", "you have joined already", "", "Use your own link")])
        self._write("enter", {"nickname": nickname}, CORE, act_id, keys=[(hashed, f"person:{person_id}")])
        self._tell()
        return enrolment.Entered(person_id, token, "")

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
                    self._answer_waiting()
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
            except BadInput as bad:  # the move can't end as it stands: the facilitator reads why
                self.trouble = str(bad)
            return self.version != before

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
        written = {"force": body.force, "failed": failed, "digest": run.digest, "landmarks": asdict(run.landmarks)}
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
        try:
            self._write("answered", {"deal_id": deal_id, "accepts": accepts}, CORE, secrets.token_urlsafe(12))
        except StorageTrouble:  # the package is on disk; the next tick answers it
            return ()
        return (why,)

    def _answer_waiting(self) -> None:
        """Answer packages put to seats that play themselves: left open by a crash, or since the seat changed hands."""
        for deal in list(self._room.deals.values()):
            if deal.state == "open" and self._answer_by_rule(deal.deal_id):
                self._tell()

    def _redraft(self, undone: Iterable[SeatRecord]) -> None:
        """Give teams back as drafts what they had submitted in a move that was taken back."""
        for seat in undone:
            if seat.origin != "submitted" or not seat.orders or seat.seat_id in self._drafts:
                continue
            body = {"orders": [given.order.model_dump(mode="json") for given in seat.orders], "text": ""}
            try:
                revision = self._store.save_draft(seat.seat_id, seat.by, body)
            except StorageTrouble:  # the move is taken back all the same; its orders stand in the log
                return
            self._drafts[seat.seat_id] = storage.Draft(revision, seat.by, body)

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
        return Receipt(act_id, entry.sequence, self.version, False, (), result_of(kind, entry))


def _program() -> str:
    try:
        return version("stackcraft")
    except PackageNotFoundError:
        return ""


__all__ = ["Created", "Game", "Receipt"]
