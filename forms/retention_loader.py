"""The retention policy through the same door as the other packs; PackInvalid says what to mend."""

from importlib.resources import files
from typing import Annotated

from pydantic import Field

from forms.errors import PackInvalid
from forms.pack import PackInfo
from forms.pack_loader import pack_info
from forms.pack_schema import PackFile, Strict, Words, read_pack
from forms.retention import RetentionPolicy

RETENTION_FILE = "retention.json"

Years = Annotated[int, Field(ge=1, le=120)]


class ChildRuleFile(Strict):
    """A birthday, and a later one for a child of that age at the last contact."""

    birthday: Years
    later_birthday: Years
    later_from_age: Years
    source: Words


class MaternityRuleFile(Strict):
    """Years from the birth, the loss or the due date."""

    years: Years
    source: Words


class LocalCopyFile(Strict):
    """Quiet days after the record was confirmed elsewhere."""

    days: Annotated[int, Field(ge=0, le=3650)]
    source: Words


class RetentionFile(PackFile):
    """The whole policy file."""

    child: ChildRuleFile
    maternity: MaternityRuleFile
    local_copy: LocalCopyFile


def load_retention() -> RetentionPolicy:
    """The policy this version ships with."""
    shipped = files("forms") / "packs" / RETENTION_FILE
    return parse_retention(shipped.read_bytes(), RETENTION_FILE)


def parse_retention(data: bytes, file: str) -> RetentionPolicy:
    """A policy. Raises PackInvalid."""
    found = read_pack(RetentionFile, data, file)
    if found.child.later_birthday < found.child.birthday:
        raise PackInvalid(
            file, "child > later_birthday", "the later birthday cannot come before the other one"
        )
    info: PackInfo = pack_info(found)
    return RetentionPolicy(
        info=info,
        child_birthday=found.child.birthday,
        child_later_birthday=found.child.later_birthday,
        child_later_from_age=found.child.later_from_age,
        maternity_years=found.maternity.years,
        local_copy_days=found.local_copy.days,
    )
