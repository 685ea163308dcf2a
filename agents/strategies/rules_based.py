"""Rules-based restriction."""

from .strategy import Strategy

RULES_BASED_RESTRICTION = Strategy(
    name="rules_based_restriction",
    title="Rules-based restriction",
    kinds=("government",),
    paragraph=(
        "A small yard behind a high fence: deny rivals the frontier by published rules that bind everyone "
        "alike, keep allies in line and firms informed, refresh the line as chips improve. It writes "
        "about one rule a year, minds cohesion and home industry, and does not put chips or tools on the "
        "table when trade is discussed."
    ),
    sources=(
        "Doctrine of 2022-24 as described in the analyses of the diffusion framework (A1-A7, F1, F5); "
        "weights tuned within a factor of three of hand values, then frozen."
    ),
    doctrine="rules_based",
)
