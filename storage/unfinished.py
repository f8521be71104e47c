"""What a power cut leaves beside the records: writes that were kept and not yet moved into them.

The engine takes these writes up to the first that does not add up, and says nothing about the rest
(https://www.sqlite.org/fileformat2.html#the_write_ahead_log). So we count what should be there.
One that was cut off at its end cannot be told from an earlier moment.
"""

import struct
from pathlib import Path
from typing import BinaryIO

from storage.files import disk_failures

_HEADER, _FRAME = struct.Struct(">8I"), struct.Struct(">6I")
_PAGE_BYTES = 4096
_MAGIC = 0x377F0682  # and one more where sums are big-endian


def committed_writes(records: Path) -> int:
    """Up to which page the unfinished writes beside these records were kept; 0 if there are none.

    Only for records that nobody in this process has open.
    """
    with disk_failures():
        try:
            with records.with_name(f"{records.name}-wal").open("rb") as file:
                return _committed(file)
        except FileNotFoundError:
            return 0


def _committed(file: BinaryIO) -> int:
    header = file.read(_HEADER.size)
    salts = _salts_in(header)
    last, number = 0, 0
    while len(held := file.read(_FRAME.size)) == _FRAME.size:
        number += 1
        _, commits, *of_frame = _FRAME.unpack(held)
        if commits and (salts is None or tuple(of_frame[:2]) == salts):
            last = number
        file.seek(_PAGE_BYTES, 1)
    return last


def _salts_in(header: bytes) -> tuple[int, int] | None:
    """What every write of this log begins with; None where its own beginning is damaged.

    Writes with other salts are older: they are in the records already.
    """
    if len(header) < _HEADER.size:
        return None
    magic, *_, first, second, sum_1, sum_2 = _HEADER.unpack(header)
    summed = struct.unpack(">6I" if magic & 1 else "<6I", header[: 6 * 4])
    one, two = 0, 0
    for at in range(0, len(summed), 2):
        one = (one + summed[at] + two) & 0xFFFFFFFF
        two = (two + summed[at + 1] + one) & 0xFFFFFFFF
    whole = magic & ~1 == _MAGIC and (one, two) == (sum_1, sum_2)
    return (first, second) if whole else None
