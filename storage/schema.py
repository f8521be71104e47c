"""The tables as the newest migration leaves them, as text; `storage/schema.sql` is its snapshot."""

from storage.sql import Sql


def schema_text(sql: Sql) -> str:
    """Every table, index and trigger of this vault, one statement each, by kind and name."""
    rows = sql.all(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
        " ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name"
    )
    return "\n\n".join(f"{row[0]};" for row in rows) + "\n"
