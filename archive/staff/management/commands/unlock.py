"""`manage.py unlock NAME`: lets a member of staff log in again, from the machine itself."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from axes.utils import reset
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from archive.staff.two_factor import forget


class Command(BaseCommand):
    """Forgets failed logins; with --second-factor also a lost phone."""

    help = "Unlock an account after failed logins, or an address with --address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom to let in."""
        parser.add_argument("username", nargs="?", metavar="NAME")
        parser.add_argument("--address", metavar="IP", help="unlock everybody who logs in from here")
        parser.add_argument("--second-factor", action="store_true", help="forget NAME's second factor too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many records were removed."""
        name, address = options["username"], options["address"]
        if not name and not address:
            raise CommandError("give a NAME, or --address IP", returncode=2)
        user = get_user_model()._default_manager.filter(username=name).first()
        if name and user is None:
            raise CommandError(f"there is no account {name}")
        removed = (reset(username=name) if name else 0) + (reset(ip=address) if address else 0)
        self.stdout.write(f"{removed} records of failed logins removed")
        if options["second_factor"]:
            if user is None:
                raise CommandError("--second-factor needs a NAME", returncode=2)
            self.stdout.write(f"{forget(user)} devices removed")
