from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from core import clock
from policies.digest import digest_of
from policies.founding import FOUNDING, LANGUAGE
from policies.terms import dump_terms


def publish(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Without the platform's own policies nothing could be promised: every installation starts with them."""
    policies = apps.get_model("policies", "Policy").objects.using(schema_editor.connection.alias)
    versions = apps.get_model("policies", "PolicyVersion").objects.using(schema_editor.connection.alias)
    for draft in FOUNDING:
        policy = policies.create(kind=draft.kind.value)
        content: dict[str, Any] = {
            "kind": draft.kind.value,
            "number": 1,
            "language": LANGUAGE,
            "title": draft.title,
            "body": draft.body,
            "terms": dump_terms(draft.terms),
            "published_at": clock.now(),
        }
        version = versions.create(policy=policy, digest=digest_of(**content), **content)
        policies.filter(pk=policy.pk).update(current=version)


class Migration(migrations.Migration):
    dependencies = [("policies", "0002_versions_are_insert_only")]
    # Backwards keeps them: somebody may have bought under them.
    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
