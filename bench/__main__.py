"""
Measure the market on PostgreSQL, beside a bare Django view in the same run.

    make bench                              # 20,000 listings; some minutes
    make bench ARGS="--listings 2000 --scale 0.2"

Needs an empty database in DATABASE_URL (`make bench` starts one that is gone afterwards) on this machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.arguments import arguments

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    given = arguments()
    if not os.environ.get("DATABASE_URL"):
        print("The benchmark needs PostgreSQL: run `make bench`.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="market-bench-") as folder:
        os.environ |= {"DATA_DIR": folder, "DEMO": "1", "DJANGO_SETTINGS_MODULE": "marketplace.settings"}
        fill(given.listings)
        ran = [
            subprocess.run([sys.executable, "-m", *words], cwd=ROOT, check=False).returncode
            for words in (["bench.run", *sys.argv[1:]], ["bench.queue"])
        ]
        return max(ran)


def fill(listings: int) -> None:
    """The demo, made through the services, and then many listings in bulk."""
    for words in (["prepare"], ["seed_demo"], ["make_catalogue", "--listings", str(listings)]):
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, check=True, stdout=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
