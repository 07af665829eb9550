"""The index of words: FTS5 on SQLite, a tsvector under GIN on PostgreSQL."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# "ascii" splits at spaces and punctuation of ASCII only: our tokens stay whole in every script.
SQLITE = """
    CREATE VIRTUAL TABLE catalog_search USING fts5(title, names, rest, tokenize = "ascii", prefix = '2 3')
"""
# No foreign key: Django empties tables in tests without knowing this one.
POSTGRESQL = """
    CREATE TABLE catalog_search (listing_id bigint PRIMARY KEY, tokens tsvector NOT NULL);
    CREATE INDEX catalog_search_tokens ON catalog_search USING gin (tokens);
"""


def create(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def drop(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE catalog_search")


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
