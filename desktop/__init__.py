"""The window and the headless door: the only rooms that know Qt, and not in flows."""
