"""Whether a letter is genuine: said in words, offline, from the file and from what a vault knows.

A file that nobody touched since it was signed is genuine only if it is known who signed: this
vault, a member of its team, or somebody whose code was compared by voice.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Protocol, assert_never

from desktop.flows.opened import OpenVault
from desktop.flows.outside import read_in
from desktop.flows.signing import as_password
from forms.dates import day_words
from letters.errors import Unreadable
from letters.inside import fingerprint
from letters.pdf_look import MOST_BYTES, Change, Changed, NoLetter, Whole, look_at
from letters.printable import one_line
from storage.letter_signer import SignerStore, name_in, vouched_by
from storage.letters import LetterLine
from sync.membership import joined

CODE_LETTERS = 20
"""So many of a certificate's fingerprint are compared by voice: 100 bits."""
_LONGEST = 80


class Verdict(Enum):
    """What it comes to."""

    GENUINE = "genuine"
    NOT_GENUINE = "not_genuine"


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict with its reasons, in whole sentences.

    `code` is that of a certificate nobody here knows, to be compared by voice; empty otherwise.
    """

    verdict: Verdict
    headline: str
    lines: tuple[str, ...]
    code: str = ""


class Knowing(Protocol):
    """What is known of signers and of letters where a letter is looked at."""

    def signer(self, certificate: bytes) -> str:
        """Who it is known to be, as words that end "Signed by"; empty for nobody known."""
        ...

    def refuses(self, certificate: bytes) -> str:
        """Why a known signer is not believed; empty where it is."""
        ...

    def letter(self, file: str, inside: str) -> LetterLine | None:
        """The letter of this vault that is this file, or holds this inside, by their SHA-256."""
        ...


class KnowsNothing:
    """No vault is open. `code`: what was compared by voice, if anything."""

    def __init__(self, code: str = "") -> None:
        self._code = _plain(code)

    def signer(self, certificate: bytes) -> str:
        told = _plain(code_of(certificate)) == self._code
        return "the holder of the code you compared" if self._code and told else ""

    def refuses(self, certificate: bytes) -> str:
        del certificate
        return ""

    def letter(self, file: str, inside: str) -> LetterLine | None:
        del file, inside
        return None


class KnowsAVault:
    """Its own keys, its team's, and those compared by voice."""

    def __init__(self, open_vault: OpenVault) -> None:
        self._open = open_vault
        self._signers = SignerStore(open_vault.vault)
        now = joined(open_vault.vault)
        members = now.roster.members if now is not None else ()
        self._members = {member.signing: member for member in members}

    def signer(self, certificate: bytes) -> str:
        if self._signers.is_own(certificate):
            return "this vault, on this laptop"
        device = vouched_by(certificate)
        if device is not None and device in self._members:
            return f"{_name(self._members[device].name)}, of your team"
        known = self._signers.known_as(certificate)
        return f"{_name(known)}, whose code was compared by voice" if known else ""

    def refuses(self, certificate: bytes) -> str:
        device = vouched_by(certificate)
        member = self._members.get(device) if device is not None else None
        if member is None or member.stopped is None:
            return ""
        return "Your team has stopped that laptop, so nothing it signs is believed any more."

    def letter(self, file: str, inside: str) -> LetterLine | None:
        letters = self._open.letters
        return letters.with_bytes(file) or (letters.with_inside(inside) if inside else None)


def check_file(place: Path, password: str, knowing: Knowing) -> Checked:
    """What this file is. Raises ImportFailed, PasswordNeeded and Unreadable: could not look."""
    content = read_in(place, MOST_BYTES)
    if len(content) > MOST_BYTES:
        raise Unreadable
    return check(content, password, knowing)


def check(pdf: bytes, password: str, knowing: Knowing) -> Checked:
    """The same for the bytes of a file. A password may be typed in any grouping."""
    look = look_at(pdf, as_password(password))
    match look:
        case Whole():
            ours = knowing.letter(hashlib.sha256(pdf).hexdigest(), look.content)
            return _whole(look, ours, knowing)
        case Changed(change=change):
            headline, line = _CHANGED[change]
            return Checked(Verdict.NOT_GENUINE, headline, (line, _ASK_AGAIN))
        case NoLetter():
            return Checked(
                Verdict.NOT_GENUINE,
                "This is not a signed letter of Golden Thread.",
                ("It carries no signature, so nothing can be said of it.",),
            )
        case _:
            assert_never(look)


def remember(open_vault: OpenVault, pdf: bytes, password: str, name: str, at: datetime) -> None:
    """Whoever signed this was asked by phone, and read the same code: keep who it is."""
    look = look_at(pdf, as_password(password))
    if isinstance(look, Whole):
        SignerStore(open_vault.vault).know(look.certificate, name.strip(), at)


def code_of(certificate: bytes) -> str:
    """The code of a certificate that is compared by voice."""
    return fingerprint(certificate, CODE_LETTERS)


def _whole(look: Whole, ours: LetterLine | None, knowing: Knowing) -> Checked:
    who = knowing.signer(look.certificate)
    if not who and not look.content:
        return Checked(
            Verdict.NOT_GENUINE,
            "This is not a letter of Golden Thread.",
            ("It is signed, and holds nothing of what such a letter holds.",),
        )
    if not who:
        return _by_someone_unknown(look, ours)
    if refused := knowing.refuses(look.certificate):
        return Checked(
            Verdict.NOT_GENUINE,
            "Signed by a laptop that was stopped.",
            (f"Signed by {who}.", refused, *_when(look)),
        )
    return Checked(
        Verdict.GENUINE,
        "This letter is genuine.",
        (
            f"Signed by {who}.",
            *_when(look),
            "Nothing in it was changed since.",
            *_fingerprint(look),
            _superseded(ours),
        ),
    )


def _by_someone_unknown(look: Whole, ours: LetterLine | None) -> Checked:
    called = _name(name_in(look.certificate))
    again = (
        "This vault made a letter with the very same content, and did not sign this file:"
        " somebody signed a copy again.",
    )
    return Checked(
        Verdict.NOT_GENUINE,
        "A copy that somebody else signed again." if ours else "Signed by someone unknown.",
        (
            *(again if ours else ()),
            "Nothing in it was changed since it was signed, and it is not known who signed.",
            f"The certificate calls its owner “{called}”. Anybody can write any name there.",
            *_when(look),
            "To know who it was, ring whoever is said to have sent it, on a number you know,"
            " and compare this code: " + code_of(look.certificate),
        ),
        code_of(look.certificate),
    )


def _superseded(ours: LetterLine | None) -> str:
    if ours is None:
        return "Another vault made it; whether it has been superseded since is not known here."
    if ours.superseded:
        return "It has been superseded: its contact was amended since. Ask for the newest letter."
    return "It has not been superseded by an amendment."


def _fingerprint(look: Whole) -> tuple[str, ...]:
    """Letters of older programs hold nothing inside."""
    said = f"Its fingerprint is {look.fingerprint}; the same stands in the foot of each page."
    return (said,) if look.fingerprint else ()


def _when(look: Whole) -> tuple[str, ...]:
    if look.signed_at is None:
        return ()
    at = look.signed_at.astimezone()
    return (f"Signed on {day_words(at.date())} at {at:%H:%M}, by that laptop's clock.",)


def _name(words: str) -> str:
    return one_line(words)[:_LONGEST]


def _plain(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())


_ASK_AGAIN = "Do not go by it. Ask whoever sent it for the letter again."
_CHANGED = {
    Change.ADDED_TO: (
        "This letter was changed after it was signed.",
        "Something was added behind the signed letter, which may cover or alter its pages.",
    ),
    Change.ALTERED: (
        "This letter was changed after it was signed.",
        "The file is not the one that was signed: bytes in it were changed.",
    ),
    Change.SWAPPED: (
        "What is inside this letter was swapped.",
        "What the letter carries inside for other programs is not what its pages were made from.",
    ),
    Change.UNSIGNED: (
        "The signature of this letter was taken away.",
        "It looks like a letter of Golden Thread, and nothing vouches for it any more.",
    ),
}
