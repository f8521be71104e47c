"""The lease: a vault that has not heard from its team for too long can only be read.

Judged once, when the vault is unlocked, so that nobody is cut off in the middle of a visit to a
family; meeting the team ends it at once.
"""

from datetime import datetime

from storage.errors import LeaseOver
from storage.vault import Vault
from sync.membership import Joined, joined


def lease_ends(now: Joined) -> datetime | None:
    """From this moment on the vault can only be read; None where nobody else could stop it."""
    others = (m for m in now.roster.members if m.is_lead and m.device != now.keys.device)
    if now.is_lead and all(m.stopped is not None for m in others):
        return None
    return now.membership.heard_at + now.roster.lease


def judge(vault: Vault) -> None:
    """Let this vault, just unlocked, only be read if its lease is over."""
    now = joined(vault)
    ends = lease_ends(now) if now else None
    if ends is not None and vault.now() >= ends:
        vault.only_read = LeaseOver


def ended(vault: Vault) -> None:
    """The team was heard from: what could only be read can be written in again."""
    if vault.only_read is LeaseOver:
        vault.only_read = None
