"""A sweep in a process of its own, to be killed: folder, and whether to resume."""

import sys
from pathlib import Path

from stackcraft.experiments import sweep
from stackcraft.experiments.prepared import open_folder
from support.toys import Slow, toy_cases, toy_design

if __name__ == "__main__":
    out, resume = Path(sys.argv[1]), sys.argv[2] == "resume"
    cases = toy_cases(toy_design("factorial", samples=1))
    prepared = open_folder(cases, out, resume=resume, make=Slow, code="toy")
    print("began", flush=True)

    def tell(_: object) -> None:
        if any(out.glob("shards/part-*")):
            print("a shard is written", flush=True)

    sweep.carry_out(prepared, out, 2, watch=tell)
