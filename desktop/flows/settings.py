"""The practitioner's and the team's settings, kept inside the vault."""

from desktop.flows.opened import OpenVault
from forms.preferences import Preferences


class SettingsFlow:
    """Loads and keeps preferences."""

    def __init__(self, open_vault: OpenVault) -> None:
        self._open = open_vault

    def load(self) -> Preferences:
        return self._open.preferences.load()

    def keep(self, preferences: Preferences) -> None:
        self._open.preferences.save(preferences)
