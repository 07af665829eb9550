#!/bin/sh
# Bring back what deploy/backup.sh wrote, into an empty home:
#
#   deploy/restore.sh market-<time>.tar [market-<time>.keys.tar]
#
# Refuses to write over a market that is already there. Stop web, worker and clock before.
# Reads the same environment as the market (DATABASE_URL, DATA_DIR).
set -eu
umask 077
[ $# -ge 1 ] || { echo "Which backup? deploy/restore.sh market-<time>.tar [market-<time>.keys.tar]" >&2; exit 2; }
archive=$(realpath "$1")
keys=${2:+$(realpath "$2")}
cd "$(dirname "$0")/.."

data=$(realpath -m "${DATA_DIR:-var}")
refuse() { echo "$*" >&2; exit 1; }

if [ -n "${DATABASE_URL:-}" ]; then database=market.pgdump; else database=market.sqlite3; fi
tar --list --file="$archive" "$database" >/dev/null 2>&1 ||
    refuse "This backup holds no $database: is it from the other home (with or without DATABASE_URL)?"

if [ -n "${DATABASE_URL:-}" ]; then
    tables=$(psql --no-psqlrc --tuples-only --no-align "$DATABASE_URL" \
        --command "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    [ "$tables" -eq 0 ] || refuse "The database has $tables tables already: restore into an empty one."
elif [ -e "$data/$database" ]; then
    refuse "There is a market in $data already: move it away first."
fi
for folder in media private; do
    [ -z "$(ls -A "$data/$folder" 2>/dev/null)" ] || refuse "$data/$folder is not empty: move it away first."
done

mkdir -p "$data"
work=$(mktemp -d "$data/.restore.XXXXXX")
trap 'rm -rf "$work"' EXIT
tar --extract --file="$archive" --directory="$work" --no-same-owner
(cd "$work" && sha256sum --quiet --check SHA256SUMS) || refuse "The backup is damaged: nothing was restored."

if [ -n "$keys" ]; then
    [ ! -e "$data/keys/file_key" ] || refuse "$data/keys has keys already: move them away first."
    tar --extract --file="$keys" --directory="$data" --no-same-owner
fi
if [ -n "${DATABASE_URL:-}" ]; then
    pg_restore --no-owner --no-privileges --exit-on-error --single-transaction \
        --dbname="$DATABASE_URL" "$work/$database"
else
    mv "$work/$database" "$data/$database"
fi
for folder in media private; do
    mkdir -p "$data/$folder"
    find "$work/$folder" -mindepth 1 -maxdepth 1 -exec mv -t "$data/$folder" {} +
done

# A newer program brings its tables up to date; then everything that must hold is looked at.
.venv/bin/python manage.py prepare
.venv/bin/python manage.py check_invariants
echo "Restored from $(basename "$archive")."
