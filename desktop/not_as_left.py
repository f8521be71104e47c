"""A vault that is not as it was left, in plain words, joined to what may be done about it."""

from collections.abc import Callable, Sequence

from desktop.flows.opened import Clock, OpenVault
from desktop.flows.verify import may_be_meant, meant
from desktop.lane import Err, Result
from desktop.screens.sign_in.not_as_left import NotAsLeftView
from desktop.while_open import WhileOpen
from desktop.window import Window
from storage.soundness import Finding, Trouble

_SAID = {
    Trouble.WRITES_LOST: "The laptop stopped in the middle of your work, and the last words before"
    " that are damaged. What was kept before them is whole.",
    Trouble.ROLLED_BACK: "It is an older copy. What was done after it is not in it.",
    Trouble.FORKED: "Its log does not go on from where it was left on this laptop. Entries were"
    " taken out or changed, or a copy was worked in somewhere else.",
    Trouble.ANCHORS_MISSING: "Nothing on this laptop tells how far it had come. That is so after"
    " a move to another laptop; otherwise files were removed.",
    Trouble.ANCHOR_MISSING: "The file head.json, which tells how far it had come, is missing.",
    Trouble.DEVICE_SWAPPED: "The key that signs its log was replaced by another.",
    Trouble.ANCHOR_OF_ANOTHER: "What is written down about it belongs to another vault.",
    Trouble.NEWEST_MISSING: "The newest entries of its log were taken out.",
}
_ELSE = "Its log is not signed as it should be."


def words_of(findings: Sequence[Finding]) -> tuple[str, ...]:
    """What differs, each sentence once."""
    return tuple(dict.fromkeys(_SAID.get(finding.trouble, _ELSE) for finding in findings))


def show_not_as_left(  # noqa: PLR0913, PLR0917 - built by hand
    window: Window,
    lane: WhileOpen,
    clock: Clock,
    open_vault: OpenVault,
    findings: Sequence[Finding],
    on_done: Callable[[], None],
) -> None:
    """Tell it; `on_done` comes as soon as the practitioner goes on."""

    def say_meant() -> None:
        def then(result: Result[None]) -> None:
            if isinstance(result, Err):
                view.show_trouble(str(result.failure))
            else:
                on_done()

        lane.submit(lambda: meant(open_vault, clock), then)

    view = NotAsLeftView(words_of(findings), on_done, say_meant if may_be_meant(findings) else None)
    window.show_screen(view)
    view.setFocus()
