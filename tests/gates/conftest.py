"""The demo market, in processes, seeded once for all gates."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.gates.market import PEOPLE, DemoMarket
from tests.stack import fresh_market

SIGN_IN = f"""
import json
import time
from django.conf import settings
from django.test import Client
from accounts.models import User
from accounts.second_factor import factors_of

cookies = {{}}
for email in {list(PEOPLE.values())!r}:
    client = Client()
    user = User.objects.get(email=email)
    client.force_login(user)
    if factor := factors_of(user).first():
        session = client.session
        session["account_authentication_methods_user"] = str(user.pk)
        session["account_authentication_methods"] = [{{"method": "mfa", "at": time.time(), "id": factor.pk}}]
        session.save()
    cookies[email] = client.cookies[settings.SESSION_COOKIE_NAME].value
print(json.dumps([settings.SESSION_COOKIE_NAME, cookies]))
"""


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoMarket]:
    """The demo as `make run` serves it."""
    with fresh_market(tmp_path_factory.mktemp("demo"), WEB_PROCESSES="2") as stack:
        stack.manage("seed_demo", "--small")
        assert "invariants hold" in stack.manage("check_invariants")
        name, cookies = json.loads(stack.run(SIGN_IN).splitlines()[-1])
        stack.serve()
        yield DemoMarket(stack, {role: {name: cookies[email]} for role, email in PEOPLE.items()})
