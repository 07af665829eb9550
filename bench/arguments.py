"""What can be said on the command line."""

from __future__ import annotations

import argparse


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Measure the market beside a bare Django view.")
    parser.add_argument("--listings", type=int, default=20_000, help="how many are on sale")
    parser.add_argument("--visitors", type=int, default=4, choices=range(1, 33), metavar="1–32", help="at once")
    parser.add_argument(
        "--scale", type=float, default=1.0, help="how often each journey is made, relative to the usual"
    )
    parser.add_argument("--document", action="store_true", help="put the table into docs/performance.md")
    return parser.parse_args()
