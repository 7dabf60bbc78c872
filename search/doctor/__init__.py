"""`manage.py doctor`: is this deployment fit to keep an archive, and if not, what to do."""

from search.doctor.finding import Finding
from search.doctor.index import index, outbox
from search.doctor.machine import clock, disk, permissions
from search.doctor.site import backups, database, deployment, static

CHECKS = (deployment, permissions, disk, clock, database, index, outbox, backups, static)
"""Every check, in the order in which their findings are printed. Each yields findings and raises nothing."""

__all__ = ["CHECKS", "Finding"]
