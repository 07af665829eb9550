"""
A payment provider to try everything with: its own bank, its own page, its own signed webhooks. No real money moves.

It behaves like a company outside: it learns of the market only through `start`, `fetch`, `cancel` and `refund`, and
the market learns of it only through their answers and through webhooks that the worker sends over HTTP.
"""

from payments.providers.sandbox.bank import charge_with, decide, may_decide
from payments.providers.sandbox.provider import SandboxProvider
from payments.providers.sandbox.telling import send_due_webhooks

__all__ = ["SandboxProvider", "charge_with", "decide", "may_decide", "send_due_webhooks"]
