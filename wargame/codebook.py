"""The codebook that goes with an export: every file, every column."""

CODEBOOK = """# Codebook

All files are UTF-8. Empty cells mean "none". Months are written YYYY-MM, moves count from 1. Nicknames are as people chose
them; no other personal data is kept, and no secret link, key or room code is in an export.

## game.json
The log: everything that was done, in the order in which it was done. `acts` holds entries with `sequence` (from 1), `act_id`
(unique), `at` (time of day, UTC; nothing follows from it), `by` (facilitator, person:ID, clock or core), `kind`, `body`.
The first is `create` with scenario, seed and seats. `stackcraft wargame replay` plays the log again to the same digest;
`stackcraft wargame new --from` makes a game of it that can be gone on with, from any move.

## acts.csv
The same log as a table: sequence, at, by, kind, body (as JSON).

## orders.csv
What seats ordered, one row an order: move, seat, mode (human, absent, mirror), origin (submitted, or standing where the seat
was silent), number within the move, gives (which of the team's seats; empty for the first that may), kind, instrument,
target, product_class, value (in the unit of the instrument, see `stackcraft instruments`), in_month (month of the move, from
0), in_force, lapse, status (state of law asked for), amended and vetoed (the facilitator's reason).

## deals.csv
Packages between seats, one row a term: deal_id, move, from_seat, to_seat, state (accepted, refused, countered, revoked,
lapsed, failed, undone), counters (the package that it answers), term, party (who promises), kind (law, or a kind of
conduct), instrument, target, product_class, value, text.

## messages.csv
What was said: message_id, move, sender (seat, or white_cell for the facilitator), nickname, to, text.

## adjudicated.csv
Every order of the run, those of strategies and of the record too: month, seat (of the model), sentence, code (0 applied;
else why it was refused, named in the sentence).

## indicators.csv
What the world did: indicator, entity, month, value. Units are in `docs/odd.md` and in `stackcraft run --json`.

## strategies/SEAT.toml, scenario.toml
What a seat did, as a scenario that any run or sweep can be based on: its orders in their months, no doctrine deciding for
it. `scenario.toml` holds all seats of people. Try `stackcraft run strategies/us.toml --seed 7`.
"""
