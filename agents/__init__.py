"""Who decides: the Mesa agents of the world, the strategies in their seats, and the cast of a scenario."""
