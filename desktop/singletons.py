"""Keeps Python's own constants alive under a Qt binding that lets go of them too often.

PySide6 6.12 is built as if None, True and False were immortal, which they are from Python 3.12
on. On 3.11 each call of Qt that returns nothing takes one reference from None, and after some
thousand calls the interpreter ends the program. See docs/adr/0009-constants-kept-alive.md.
"""

import sys

_IMMORTAL_FROM = (3, 12)
_ENOUGH = 1 << 40
"""More references than a program could lose in a century of key presses."""


def keep_constants_alive() -> None:
    """Do this once, before a thousand calls of Qt; does nothing where Python sees to it.

    Python starts with about six thousand references to None.
    """
    if sys.version_info >= _IMMORTAL_FROM or sys.getrefcount(None) > _ENOUGH // 2:
        return
    import ctypes  # noqa: PLC0415 - of no use on a newer Python, and slow to load

    for constant in (None, True, False, NotImplemented, Ellipsis):
        ctypes.c_ssize_t.from_address(id(constant)).value += _ENOUGH
