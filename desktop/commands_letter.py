"""The headless door to letters: is this one genuine, and with which certificate to sign."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from desktop.failures import KNOWN
from desktop.flows.check_letter import (
    Knowing,
    KnowsAVault,
    KnowsNothing,
    Verdict,
    check_file,
    code_of,
)
from desktop.flows.unlock import opened
from letters.printable import one_line
from storage.letter_signer import SignerStore
from storage.vault import Vault

GENUINE, NOT_GENUINE, COULD_NOT_LOOK = 0, 1, 2


def verify_letter(words: Sequence[str]) -> int:
    """Say whether a letter is genuine: 0 it is, 1 it is not, 2 could not look."""
    parser = ArgumentParser(prog="golden-thread verify", description="Is this letter genuine?")
    parser.add_argument("letter", metavar="LETTER.pdf")
    parser.add_argument("--signer", metavar="CODE", default="", help="compared by voice")
    parser.add_argument("--password-file", metavar="FILE", help="what the letter is closed with")
    parser.add_argument("--vault", metavar="V", help="a vault that knows who signs")
    parser.add_argument("--passphrase-file", metavar="FILE", default="-")
    asked = parser.parse_args(words)
    try:
        password = _typed(asked.password_file) if asked.password_file else ""
        if asked.vault is None:
            return _tell(Path(asked.letter), password, KnowsNothing(asked.signer))
        passphrase = _typed(asked.passphrase_file)
        with closing(Vault.open(Path(asked.vault), passphrase)) as vault:
            return _tell(Path(asked.letter), password, KnowsAVault(opened(vault)))
    except (*KNOWN, OSError, UnicodeDecodeError) as failure:
        print(f"could not look: {failure}")
        return COULD_NOT_LOOK


def letter_certificate(words: Sequence[str]) -> int:
    """Sign this vault's letters with an organisation's certificate from now on."""
    about = "Sign this vault's letters with your organisation's certificate (.p12) from now on."
    parser = ArgumentParser(prog="golden-thread letter-certificate", description=about)
    parser.add_argument("file", metavar="FILE.p12")
    parser.add_argument("--vault", metavar="V", required=True)
    parser.add_argument("--passphrase-file", metavar="FILE", default="-")
    parser.add_argument("--password-file", metavar="FILE", required=True, help="of the .p12 file")
    asked = parser.parse_args(words)
    try:
        content, password = Path(asked.file).read_bytes(), _typed(asked.password_file)
        passphrase = _typed(asked.passphrase_file)
        with closing(Vault.open(Path(asked.vault), passphrase)) as vault:
            now = datetime.now().astimezone()
            name = SignerStore(vault).use_organisations(content, password, now)
            certificate = SignerStore(vault).current("", now).certificate
    except (*KNOWN, OSError, UnicodeDecodeError) as failure:
        print(failure, file=sys.stderr)
        return NOT_GENUINE
    print(f"Letters are signed as “{one_line(name)}” from now on.")
    print(f"Its code, for whoever checks them: {code_of(certificate)}")
    return GENUINE


def _tell(letter: Path, password: str, knowing: Knowing) -> int:
    checked = check_file(letter, password, knowing)
    print(checked.headline, *checked.lines, sep="\n")
    return GENUINE if checked.verdict is Verdict.GENUINE else NOT_GENUINE


def _typed(file: str) -> str:
    content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    return content.decode().removesuffix("\n").removesuffix("\r")
