#!/bin/sh
# Back up the whole market while it runs:
#
#   deploy/backup.sh [FOLDER]        (default: $DATA_DIR/backups)
#
# Writes market-<time>.tar (database, public and private files) and, in the embedded home, market-<time>.keys.tar with
# the keys without which the private files cannot be read: keep the two in different places. Prints what it wrote.
# Reads the same environment as the market (DATABASE_URL, DATA_DIR). deploy/restore.sh brings it back.
set -eu
umask 077
cd "$(dirname "$0")/.."

data=$(realpath -m "${DATA_DIR:-var}")
target=$(realpath -m "${1:-$data/backups}")
name=market-$(date -u +%Y%m%dT%H%M%SZ)
mkdir -p "$target"
work=$(mktemp -d "$target/.$name.XXXXXX")
trap 'rm -rf "$work"' EXIT

# The database comes first: every file that a row of it names was written before the row, so it is still to be copied.
if [ -n "${DATABASE_URL:-}" ]; then
    database=market.pgdump
    pg_dump --format=custom --no-owner --no-privileges --file="$work/$database" "$DATABASE_URL"
else
    database=market.sqlite3
    [ -f "$data/$database" ] || { echo "There is no market in $data." >&2; exit 1; }
    .venv/bin/python - "$data/$database" "$work/$database" <<'PYTHON'
import sqlite3, sys
from contextlib import closing

# SQLite's own online backup: a consistent copy although the market goes on writing.
with closing(sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)) as source, closing(sqlite3.connect(sys.argv[2])) as copy:
    source.backup(copy)
    copy.execute("PRAGMA journal_mode=DELETE")
PYTHON
fi
(cd "$work" && sha256sum "$database" >SHA256SUMS)

mkdir -p "$data/media" "$data/private"
# Files come and go while they are copied (1); names with a dot are files that are still being written.
tar --create --file="$work/all.tar" --exclude='.*' --warning=no-file-changed --warning=no-file-removed \
    --directory="$work" SHA256SUMS "$database" --directory="$data" media private || [ $? -eq 1 ]
mv "$work/all.tar" "$target/$name.tar"
echo "$target/$name.tar"

if [ -d "$data/keys" ]; then
    tar --create --file="$work/keys.tar" --directory="$data" keys
    mv "$work/keys.tar" "$target/$name.keys.tar"
    echo "$target/$name.keys.tar"
fi
