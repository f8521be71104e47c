"""A half-written form goes with what it became, in one transaction, or stays as it was."""

from pathlib import Path

import pytest

from desktop.flows.half_written import HalfWrittenFlow
from forms.refusal import Refusal
from storage.errors import DiskFull
from storage.half_written import Form, FormKey
from tests.desktop.flows.lives import Desk, a_desk

NEW_FAMILY = FormKey(Form.NEW_FAMILY)
TYPED = {NEW_FAMILY: {"address": "Practice half a sent", "gp_practice": "Practice Surg"}}


def half_written(folder: Path) -> tuple[Desk, HalfWrittenFlow]:
    desk = a_desk(folder, "Practice Dale Heath")
    flow = HalfWrittenFlow(desk.open_vault, desk.clock)
    flow.keep(TYPED)
    return desk, flow


def test_the_words_go_with_the_record_they_became(tmp_path: Path) -> None:
    desk, flow = half_written(tmp_path / "vault")

    family = flow.settle(NEW_FAMILY, desk.expecting)

    assert flow.all() == {}
    assert desk.open_vault.families.load(family.id) == family
    desk.open_vault.vault.close()


def test_where_only_a_part_became_a_record_the_rest_stays(tmp_path: Path) -> None:
    desk, flow = half_written(tmp_path / "vault")

    flow.settle(NEW_FAMILY, desk.expecting, {"address": "Practice half a sent"})

    assert flow.all() == {NEW_FAMILY: {"address": "Practice half a sent"}}
    desk.open_vault.vault.close()


def test_a_refusal_leaves_the_words(tmp_path: Path) -> None:
    desk, flow = half_written(tmp_path / "vault")

    for settle in (flow.settle, flow.settle_after):
        assert settle(NEW_FAMILY, lambda: Refusal("Not so.")) == Refusal("Not so.")

    assert flow.all() == TYPED
    desk.open_vault.vault.close()


def test_a_failure_leaves_the_words_and_nothing_of_the_record(tmp_path: Path) -> None:
    desk, flow = half_written(tmp_path / "vault")

    def fail() -> None:
        desk.expecting()
        raise DiskFull

    with pytest.raises(DiskFull):
        flow.settle(NEW_FAMILY, fail)

    assert flow.all() == TYPED
    assert desk.open_vault.families.caseload() == ()
    desk.open_vault.vault.close()


def test_where_files_are_written_the_words_go_after_them(tmp_path: Path) -> None:
    desk, flow = half_written(tmp_path / "vault")
    file = tmp_path / "copy"

    def write() -> None:
        file.write_text("Practice")
        assert flow.all() == TYPED

    flow.settle_after(NEW_FAMILY, write)

    assert file.exists()
    assert flow.all() == {}
    desk.open_vault.vault.close()
