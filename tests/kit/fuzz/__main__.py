"""`PYTHONPATH=tests python -m kit.fuzz --seconds 60 --seed 1`: codec, front, frames, commands and mail in turn."""

import argparse
import sys

from kit.fuzz.found import Found
from kit.fuzz.run import EVER, TARGETS, group_of, run


def main() -> int:
    """Exit status 1: something was found."""
    ask = argparse.ArgumentParser(prog="python -m kit.fuzz", description=__doc__)
    ask.add_argument("--seconds", type=float, default=60, help="how long, all targets together")
    ask.add_argument("--seed", type=int, default=1, help="the same seed makes the same examples")
    ask.add_argument("--target", choices=TARGETS, help="only this one")
    ask.add_argument("--only", type=int, help="replay this example, with those that it may need before it")
    wish = ask.parse_args()
    targets = [wish.target] if wish.target else list(TARGETS)
    try:
        for target in targets:
            examples = EVER if wish.only is None else group_of(wish.only)
            tally = run(target, wish.seed, examples, wish.seconds / len(targets))
            print(f"{tally.target}: {tally.examples} examples in {tally.took_s:.0f} s, nothing found", flush=True)
    except Found as found:
        print(f"FOUND  {found}\n{' '.join(getattr(found, '__notes__', []))}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
