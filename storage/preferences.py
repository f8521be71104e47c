"""What the practitioner has set, kept inside the vault."""

from forms.preferences import Preferences
from storage.vault import Vault


class PreferenceStore:
    """The settings of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def load(self) -> Preferences:
        """The settings, or the defaults if none were saved. Raises VaultTooNew, RecordsDamaged."""
        row = self._vault.sql.one("SELECT value FROM preferences")
        if row is None:
            return Preferences()
        from storage.preferences_schema import from_text  # noqa: PLC0415 pydantic is heavy

        return from_text(row[0])

    def save(self, preferences: Preferences) -> None:
        from storage.preferences_schema import to_text  # noqa: PLC0415 pydantic is heavy

        with self._vault.transaction() as sql:
            sql.run(
                "INSERT OR REPLACE INTO preferences (only_row, value) VALUES (1, ?)",
                (to_text(preferences),),
            )
