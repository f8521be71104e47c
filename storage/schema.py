"""The tables as the newest migration leaves them, as text; `storage/schema.sql` is its snapshot.

`python -m storage.schema` prints it.
"""

import sys
import tempfile
from pathlib import Path

from storage.files import open_new_private
from storage.keys import new_data_key
from storage.migrations import STEPS, migrate
from storage.sql import Connection, Sql


def schema_text(sql: Sql) -> str:
    """Every table, index and trigger, one statement each, by kind and name.

    Without the tables that a text index keeps for itself: they are the engine's.
    """
    rows = sql.all(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
        " AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')"
        " ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name"
    )
    return "\n\n".join(f"{row[0]};" for row in rows) + "\n"


def newest_schema() -> str:
    """The tables of a vault made by this program."""
    return schema_after(STEPS)


def schema_after(steps: tuple[str, ...]) -> str:
    """The tables as these steps leave an empty file."""
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder) / "empty.db"
        open_new_private(records).close()
        connection = Connection.to(records, new_data_key())
        try:
            migrate(connection, steps)
            return schema_text(connection)
        finally:
            connection.close()


if __name__ == "__main__":
    sys.stdout.write(newest_schema())
