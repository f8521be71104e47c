"""What makes a passphrase good enough to guard children's records on a laptop."""

from forms.refusal import Refusal

AT_LEAST = 12
"""Characters. NIST SP 800-63B asks for 8 where a server slows guessing; a thief has the file."""


def check_passphrase(passphrase: str, again: str) -> Refusal | None:
    """Why this passphrase cannot be used, if it cannot."""
    if len(passphrase) < AT_LEAST:
        return Refusal(
            f"Use at least {AT_LEAST} characters. Three or four unrelated words are easy to"
            " remember and hard to guess."
        )
    if len(set(passphrase)) < AT_LEAST // 2:
        return Refusal("This repeats the same few characters. Use three or four unrelated words.")
    if passphrase != again:
        return Refusal("The two passphrases differ. Type the same one twice.")
    return None
