"""The headless door, and the way to the window when nothing else is asked."""

import gc
import sys
from pathlib import Path

USAGE = """golden-thread                     open the window
golden-thread practice DIR        make a practice vault with invented families, and a letter
golden-thread letters DIR         every letter of every practice family, in English and Welsh
golden-thread assess FILE         weigh the factors in FILE (- for standard input), as JSON
golden-thread gateway --config FILE
                                  an organisation's relay of sealed files, until it is stopped
golden-thread screenshots DIR     pictures of every screen, from the practice vault
golden-thread verify VAULT --passphrase-file FILE
                                  look for anything wrong in a vault (- for standard input):
                                  ends with 0 if it is sound, 1 if not, 2 if it could not look
golden-thread verify LETTER.pdf [--signer CODE] [--vault V] [--password-file FILE]
                                  is this letter genuine? Ends with 0 if it is, 1 if not, 2 if it
                                  could not look; CODE was compared by voice
golden-thread letter-certificate FILE.p12 --vault V --password-file FILE
                                  sign this vault's letters with an organisation's certificate
golden-thread organisation-key DIR --name NAME
                                  make an organisation's recovery key, and a sheet for each of
                                  three people of whom any two suffice
golden-thread support-key VAULT --passphrase-file FILE [--older COPY]
                                  say how the vault opens in SQLCipher's own program; with COPY,
                                  write one that the program of Debian 12 opens
golden-thread sync --vault V [--place URI] [--json] [--passphrase-file FILE]
                                  hand over what waits for the team and take in what it sent
golden-thread inbox --vault V DIR|URI [--passphrase-file FILE]
                                  as a team's lead, collect what arrived there
golden-thread stopped-key --vault V DIR|URI [--passphrase-file FILE]
                                  as a lead, say how the vault of a laptop that was taken off the
                                  team opens in SQLCipher's own program
golden-thread --help              these words
"""

OK, FAILED, MISUSED = 0, 1, 2
"""Exit codes: done; the world failed; what was asked cannot be understood."""


def main() -> int:
    """Run `golden-thread` with the words that follow it; returns the exit code."""
    match sys.argv[1:]:
        case []:
            gc.disable()  # until the window is painted: nothing that is loaded becomes rubbish
            import storage.cards  # noqa: F401, PLC0415 - sooner than Qt, which slows imports
            from desktop.app import main as window  # noqa: PLC0415 - loads the window

            return window()
        case ["--help" | "-h" | "help"]:
            print(USAGE, end="")
            return OK
        case words:
            return _command(words)


def _command(words: list[str]) -> int:
    match words:
        case ["practice", folder]:
            return _practice(Path(folder))
        case ["letters", folder]:
            return _letters(Path(folder))
        case ["assess", file]:
            return _assess(file)
        case ["verify" | "letter-certificate", _, *_]:
            return _of_letters_and_vaults(words)
        case ["organisation-key", folder, "--name", name]:
            return _organisation_key(Path(folder), name)
        case ["support-key", vault, "--passphrase-file", file, *older]:
            return _support_key(Path(vault), file, older)
        case ["sync" | "inbox" | "stopped-key" as command, *words]:
            from desktop.commands_sync import to_the_team  # noqa: PLC0415 - loads the cipher

            return to_the_team(command, words)
        case ["gateway", *words]:
            from desktop.commands_gateway import gateway  # noqa: PLC0415 - loads pydantic

            return gateway(words)
        case ["screenshots", folder]:
            from desktop.screenshots import take_all  # noqa: PLC0415 - loads the window

            return take_all(Path(folder))
        case _:
            print(USAGE, end="", file=sys.stderr)
            return MISUSED


def _of_letters_and_vaults(words: list[str]) -> int:
    """What is looked at is a letter where it is named as one, else a vault."""
    match words:
        case ["letter-certificate", *asked]:
            from desktop.commands_letter import letter_certificate  # noqa: PLC0415 - the cipher

            return letter_certificate(asked)
        case ["verify", letter, *_] if letter.lower().endswith(".pdf"):
            from desktop.commands_letter import verify_letter  # noqa: PLC0415 - loads the cipher

            return verify_letter(words[1:])
        case ["verify", vault]:
            return _verify(Path(vault), "-")
        case ["verify", vault, "--passphrase-file", file]:
            return _verify(Path(vault), file)
        case _:
            print(USAGE, end="", file=sys.stderr)
            return MISUSED


def _practice(folder: Path) -> int:
    from datetime import datetime  # noqa: PLC0415

    from desktop.failures import KNOWN  # noqa: PLC0415
    from desktop.flows.practice import tell_story  # noqa: PLC0415 - loads the cipher

    try:
        tell_story(folder, lambda: datetime.now().astimezone())
    except OSError as failure:
        print(f"{folder} cannot be written to: {failure.strerror}.", file=sys.stderr)
        return FAILED
    except KNOWN as failure:
        print(failure, file=sys.stderr)
        return FAILED
    print(f"The practice story is in {folder}: start with story.json and the letter.")
    return OK


def _letters(folder: Path) -> int:
    from datetime import datetime  # noqa: PLC0415

    from desktop.failures import KNOWN  # noqa: PLC0415
    from desktop.flows.practice import tell_letters  # noqa: PLC0415 - loads the cipher

    try:
        count = tell_letters(folder, lambda: datetime.now().astimezone())
    except (*KNOWN, OSError) as failure:
        print(failure, file=sys.stderr)
        return FAILED
    print(f"{count} copies are in {folder}, each as PDF, text and HTML.")
    return OK


def _organisation_key(folder: Path, name: str) -> int:
    from datetime import datetime  # noqa: PLC0415

    from desktop.failures import KNOWN  # noqa: PLC0415
    from desktop.flows.recovery import make_organisation_key  # noqa: PLC0415 - loads the cipher

    try:
        made = make_organisation_key(folder, name, datetime.now().astimezone())
    except (*KNOWN, OSError) as failure:
        print(failure, file=sys.stderr)
        return FAILED
    print(f"Put {made.public} on every laptop. Print and hand out, then delete:")
    for sheet in made.sheets:
        print(sheet)
    return OK


def _support_key(vault: Path, file: str, older: list[str]) -> int:
    from desktop.failures import KNOWN  # noqa: PLC0415
    from desktop.flows.recovery import (  # noqa: PLC0415 - loads the cipher
        copy_for_older_program,
        unwrapped_key,
    )

    try:
        typed = sys.stdin.buffer.read() if file == "-" else _held(file)
        passphrase = typed.decode().removesuffix("\n").removesuffix("\r")
        if not older:
            print(unwrapped_key(vault, passphrase), end="")
        elif older[0] == "--older" and len(older) == len(("--older", "COPY")):
            print(copy_for_older_program(vault, passphrase, Path(older[1])), end="")
        else:
            print(USAGE, end="", file=sys.stderr)
            return MISUSED
    except (*KNOWN, OSError, UnicodeDecodeError) as failure:
        print(failure, file=sys.stderr)
        return FAILED
    return OK


def _verify(vault: Path, file: str) -> int:
    from desktop.flows.verify import COULD_NOT_LOOK, run_verify  # noqa: PLC0415 - loads the cipher

    try:
        typed = sys.stdin.buffer.read() if file == "-" else _held(file)
        passphrase = typed.decode().removesuffix("\n").removesuffix("\r")
    except OSError as failure:
        print(f"could not look: {file} cannot be read: {failure.strerror}.")
        return COULD_NOT_LOOK
    except UnicodeDecodeError:
        print("could not look: the passphrase is not text in UTF-8.")
        return COULD_NOT_LOOK
    code, lines = run_verify(vault, passphrase)
    print(*lines, sep="\n")
    return code


def _held(file: str) -> bytes:
    return Path(file).read_bytes()


def _assess(file: str) -> int:
    import json  # noqa: PLC0415

    from forms.assess import assess, report_json  # noqa: PLC0415
    from forms.pack_loader import load_packs  # noqa: PLC0415 - loads pydantic
    from forms.refusal import Refusal  # noqa: PLC0415

    try:
        data = sys.stdin.buffer.read() if file == "-" else _held(file)
    except OSError as failure:
        print(f"{file} cannot be read: {failure.strerror}.", file=sys.stderr)
        return MISUSED
    report = assess(load_packs().factors, data)
    if isinstance(report, Refusal):
        print(report.reason, file=sys.stderr)
        return MISUSED
    print(json.dumps(report_json(report), indent=2))
    return OK
