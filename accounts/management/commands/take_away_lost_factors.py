from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.services import take_away_lost_factors
from core.errors import DomainError


class Command(BaseCommand):
    help = "Help somebody back in who lost their second factor: takes all of theirs, signs them out, tells them why."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--because", required=True, help="who asked, and how you know that it is they; kept")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"]).first()
        if user is None:
            raise CommandError("Nobody has this address.")
        try:
            count = take_away_lost_factors(user, because=options["because"])
        except DomainError as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"Taken away: {count}. {user.email} is signed out everywhere, and is told why.")
