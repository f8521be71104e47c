"""Whose recovery key is on this laptop: shown to be compared before a vault is sealed to it."""

from typing import Self

from PySide6.QtWidgets import QWidget

from desktop.widgets.choices import Choices, Option
from desktop.widgets.parts import column, label

SEAL = Option(value=True, text="It is the same: seal my vault to it as well")
WITHOUT = Option(value=False, text="Go on without it")


class OrganisationPart(QWidget):
    """Nothing is chosen beforehand: the fingerprint is compared first."""

    def __init__(self, told: tuple[QWidget, ...], *options: Option) -> None:
        super().__init__()
        self._choices = Choices(
            options,
            look="answer",
            name="organisation",
            spoken="Your organisation's recovery key",
            columns=1,
        )
        heading = label("Your organisation's recovery key", "label")
        self.setLayout(column(heading, *told, self._choices))

    @classmethod
    def of(cls, name: str, fingerprint: str) -> Self:
        """The key of this organisation, to be compared."""
        groups = label(fingerprint, "heading")
        groups.setObjectName("organisation.fingerprint")
        groups.setAccessibleName("Fingerprint of the key")
        told = (
            label(
                f"{name} has a recovery key. Two of its three holders together can then open your"
                " vault if you lose both your passphrase and your recovery sheet.",
                "small",
            ),
            label("Compare this fingerprint with the one on a holder's sheet:", "small"),
            groups,
        )
        return cls(told, SEAL, WITHOUT)

    @classmethod
    def unread(cls, words: str) -> Self:
        """There is a key, but it cannot be used; one may go on without it, knowingly."""
        return cls((label(words, "refusal"),), WITHOUT)

    @property
    def wish(self) -> bool | None:
        """Whether to seal to it; None while nothing was chosen."""
        match self._choices.value:
            case bool() as wish:
                return wish
            case _:
                return None

    @property
    def buttons(self) -> tuple[QWidget, ...]:
        return self._choices.buttons
