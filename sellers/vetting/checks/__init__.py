"""
What software can say about a claim, at once. Each check stores what it found, with its version; none is a decision,
except where a requirement leaves it to software alone.
"""

from sellers.vetting.checks import contacts, documents, elsewhere, names, numbers, registers
from sellers.vetting.checks.registry import CHECKS, Check, Found

__all__ = ["CHECKS", "Check", "Found", "contacts", "documents", "elsewhere", "names", "numbers", "registers"]
