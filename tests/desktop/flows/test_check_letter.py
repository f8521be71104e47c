"""Is this letter genuine? Told by a vault, by a team, by a code read over the phone, or not."""

import io
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from desktop.commands import main
from desktop.flows.check_letter import (
    Checked,
    KnowsAVault,
    KnowsNothing,
    Verdict,
    check,
    code_of,
    remember,
)
from desktop.flows.opened import OpenVault
from desktop.flows.signing import (
    SignedLetter,
    as_password,
    closed_letter,
    new_password,
    signed_letter,
)
from desktop.flows.unlock import opened
from forms.ids import ContactId
from forms.preferences import LetterTo
from letters.errors import PasswordNeeded
from letters.facts import Reader
from letters.pdf import render
from letters.pdf_look import Whole, look_at
from letters.pdf_sign import sign
from letters.recommendation import recommendation
from storage.letter_signer import vouched_by
from storage.records import RecordStore
from storage.vault import Vault
from tests.letters.families import fullest_ordinary
from tests.letters.signers import a_signer
from tests.storage.samples import LATER, NOW, PASSPHRASE, a_started_contact, a_vault
from tests.storage.test_letter_signer import PASSWORD, a_pkcs12
from tests.sync.teams import AT, Laptop, a_laptop, a_lead, enrolled

FACTS = fullest_ordinary().facts()
DOCUMENT = recommendation(FACTS, Reader.TEAM)
CONTACT = ContactId("contact-1")


def issued(open_vault: OpenVault) -> SignedLetter:
    """A letter of this vault, kept in it."""
    a_started_contact(open_vault.vault)
    made = signed_letter(open_vault, DOCUMENT, NOW, FACTS)
    open_vault.letters.keep(CONTACT, LetterTo.TEAM, made.pdf, "Dear team", NOW, inside=made.inside)
    return made


def said(checked: Checked) -> str:
    return " ".join((checked.headline, *checked.lines))


def certificate_of(pdf: bytes) -> bytes:
    look = look_at(pdf)
    assert isinstance(look, Whole)
    return look.certificate


@pytest.fixture
def mine(tmp_path: Path) -> OpenVault:
    return opened(a_vault(tmp_path / "mine"))


@pytest.fixture
def another(tmp_path: Path) -> OpenVault:
    return opened(a_vault(tmp_path / "another"))


def test_a_letter_of_this_vault_is_genuine_and_not_superseded(mine: OpenVault) -> None:
    made = issued(mine)

    checked = check(made.pdf, "", KnowsAVault(mine))

    assert checked.verdict is Verdict.GENUINE
    assert "this vault, on this laptop" in said(checked)
    assert "not been superseded" in said(checked)


def test_once_its_contact_is_amended_it_is_told_to_be_superseded(mine: OpenVault) -> None:
    made = issued(mine)
    with mine.vault.transaction() as sql:  # as an amendment that is finished leaves it
        sql.run("UPDATE contact SET finished_at = ?, suggestion = 'does_not_suggest'", (str(NOW),))
    newer = RecordStore(mine.vault).amend(CONTACT, "Mistyped.", LATER)
    with mine.vault.transaction() as sql:
        sql.run(
            "UPDATE contact SET finished_at = ?, suggestion = 'does_not_suggest' WHERE id = ?",
            (str(LATER), newer),
        )

    checked = check(made.pdf, "", KnowsAVault(mine))

    assert checked.verdict is Verdict.GENUINE
    assert "It has been superseded" in said(checked)


def test_one_key_signs_all_letters_of_a_vault_and_its_device_vouches_for_it(
    mine: OpenVault, another: OpenVault
) -> None:
    first = certificate_of(signed_letter(mine, DOCUMENT, NOW).pdf)
    second = certificate_of(signed_letter(mine, DOCUMENT, LATER).pdf)
    other = certificate_of(signed_letter(another, DOCUMENT, NOW).pdf)

    assert first == second != other
    assert vouched_by(first) not in {None, vouched_by(other)}
    assert vouched_by(a_signer("Anybody").certificate) is None


def test_nobody_is_vouched_for_by_a_voucher_taken_from_another_certificate(
    mine: OpenVault,
) -> None:
    held = certificate_of(signed_letter(mine, DOCUMENT, NOW).pdf)
    at = held.index(bytes.fromhex("0420")) if bytes.fromhex("0420") in held else len(held) // 2
    changed = [held[:i] + bytes([held[i] ^ 1]) + held[i + 1 :] for i in range(at, len(held) - 80)]

    vouched = [vouched_by(one) for one in changed]

    device = vouched_by(held)
    assert device is not None
    assert all(found in {None, device} for found in vouched)


def test_before_unlocking_nobody_is_known_but_by_a_code_that_was_compared(mine: OpenVault) -> None:
    made = issued(mine)

    unknown = check(made.pdf, "", KnowsNothing())
    compared = check(made.pdf, "", KnowsNothing(unknown.code.lower().replace(" ", "")))

    assert unknown.verdict is Verdict.NOT_GENUINE
    assert "Signed by someone unknown" in unknown.headline
    assert unknown.code == code_of(certificate_of(made.pdf))
    assert compared.verdict is Verdict.GENUINE


def test_a_code_compared_once_is_remembered_in_the_vault(
    mine: OpenVault, another: OpenVault
) -> None:
    theirs = issued(another)
    assert check(theirs.pdf, "", KnowsAVault(mine)).verdict is Verdict.NOT_GENUINE

    remember(mine, theirs.pdf, "", "Practice Colleague Wren", NOW)
    checked = check(theirs.pdf, "", KnowsAVault(mine))

    assert checked.verdict is Verdict.GENUINE
    assert "Practice Colleague Wren, whose code was compared by voice" in said(checked)
    assert "not known here" in said(checked)


def test_a_copy_of_our_letter_signed_again_by_another_is_told_as_that(mine: OpenVault) -> None:
    made = issued(mine)
    name = "Golden Thread, Practice team, laptop 00000000"

    checked = check(sign(made.pdf, a_signer(name), NOW), "", KnowsAVault(mine))

    assert checked.verdict is Verdict.NOT_GENUINE
    assert "somebody else signed again" in checked.headline
    assert name in said(checked)


def test_a_name_in_a_certificate_is_shown_on_one_line_and_short(mine: OpenVault) -> None:
    made = issued(mine)
    name = "<b>Your team</b>\n\u202eGenuine" + "x" * 30

    checked = check(sign(made.pdf, a_signer(name), NOW), "", KnowsAVault(mine))

    assert all("\n" not in line and "\u202e" not in line for line in checked.lines)


@pytest.fixture
def team(tmp_path: Path) -> tuple[Laptop, Laptop]:
    lead = a_lead(tmp_path / "lead", tmp_path / "place")
    robin = a_laptop(tmp_path / "robin", tmp_path / "place", "Practice Robin")
    return lead, enrolled(lead, robin)


def test_a_member_of_the_team_is_known_by_name_from_the_roster(team: tuple[Laptop, Laptop]) -> None:
    lead, robin = team
    made = signed_letter(opened(robin.vault), DOCUMENT, AT)

    checked = check(made.pdf, "", KnowsAVault(opened(lead.vault)))

    assert checked.verdict is Verdict.GENUINE
    assert "Practice Robin, of your team" in said(checked)


def test_a_letter_closed_with_a_password_is_genuine_once_it_is_typed(mine: OpenVault) -> None:
    made, password = issued(mine), new_password()
    closed = closed_letter(mine, made.pdf, password, NOW)

    with pytest.raises(PasswordNeeded):
        check(closed, "", KnowsAVault(mine))
    typed = password.replace("-", " ").lower()

    assert check(closed, typed, KnowsAVault(mine)) == check(made.pdf, "", KnowsAVault(mine))


def test_passwords_are_long_and_never_the_same() -> None:
    drawn = {new_password() for _ in range(50)}

    assert len(drawn) == 50
    assert all(len(one.replace("-", "")) == 20 and as_password(one) == one for one in drawn)
    assert as_password(" of another make ") == "of another make"


def test_a_letter_of_an_older_program_closed_now_is_genuine_too(mine: OpenVault) -> None:
    older = render(DOCUMENT, NOW)

    checked = check(closed_letter(mine, older, "practice", NOW), "practice", KnowsAVault(mine))

    assert checked.verdict is Verdict.GENUINE
    assert "fingerprint" not in said(checked)


class TestTheCommand:
    def run(
        self, monkeypatch: pytest.MonkeyPatch, *words: str, typed: str = "", command: str = "verify"
    ) -> int:
        monkeypatch.setattr(sys, "argv", ["golden-thread", command, *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        return main()

    @pytest.fixture
    def letter(self, mine: OpenVault, tmp_path: Path) -> Path:
        made = issued(mine)
        mine.vault.close()
        file = tmp_path / "letter.PDF"
        file.write_bytes(made.pdf)
        return file

    def test_it_ends_with_zero_with_the_vault_that_made_it(
        self,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        letter: Path,
        mine: OpenVault,
    ) -> None:
        vault = str(mine.vault.folder)

        assert self.run(monkeypatch, str(letter), "--vault", vault, typed=PASSPHRASE) == 0
        assert "This letter is genuine." in capsys.readouterr().out

    def test_it_ends_with_zero_with_the_code_and_with_one_without(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], letter: Path
    ) -> None:
        code = code_of(certificate_of(letter.read_bytes()))

        assert self.run(monkeypatch, str(letter), "--signer", code) == 0
        assert self.run(monkeypatch, str(letter)) == 1
        assert code in capsys.readouterr().out

    def test_a_changed_letter_ends_with_one_whatever_is_known(
        self,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        letter: Path,
        mine: OpenVault,
    ) -> None:
        letter.write_bytes(letter.read_bytes() + b"\n")
        vault = str(mine.vault.folder)

        assert self.run(monkeypatch, str(letter), "--vault", vault, typed=PASSPHRASE) == 1
        assert "changed after it was signed" in capsys.readouterr().out

    def test_a_vault_signs_as_its_organisation_once_its_certificate_is_given(
        self,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        mine: OpenVault,
        tmp_path: Path,
    ) -> None:
        folder = mine.vault.folder
        mine.vault.close()
        file, password = tmp_path / "practice.p12", tmp_path / "password"
        file.write_bytes(a_pkcs12(ec.generate_private_key(ec.SECP256R1())))
        words = [str(file), "--vault", str(folder), "--password-file", str(password)]
        password.write_text("another")
        assert self.run(monkeypatch, *words, typed=PASSPHRASE, command="letter-certificate") == 1
        password.write_text(f"{PASSWORD}\n")
        assert self.run(monkeypatch, *words, typed=PASSPHRASE, command="letter-certificate") == 0

        told = capsys.readouterr().out
        again = opened(Vault.open(folder, PASSPHRASE))
        made = signed_letter(again, DOCUMENT, NOW)
        assert "Practice Organisation" in told
        assert code_of(certificate_of(made.pdf)) in told
        assert check(made.pdf, "", KnowsAVault(again)).verdict is Verdict.GENUINE
        again.vault.close()

    def test_it_ends_with_two_where_it_could_not_look(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        missing, notes = tmp_path / "missing.pdf", tmp_path / "notes.pdf"
        notes.write_text("Practice notes")

        assert self.run(monkeypatch, str(missing)) == 2
        assert self.run(monkeypatch, str(notes)) == 2
        assert capsys.readouterr().out.count("could not look: ") == 2
