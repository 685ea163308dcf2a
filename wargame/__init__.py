"""People at the table, no pixels: games as append-only logs, seats, moves, deals, identity, views."""
