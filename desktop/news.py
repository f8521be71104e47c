"""What the practitioner must hear after unlocking: failed attempts, and recoveries."""

from desktop.lane import Lane, Ok, Result
from desktop.while_open import WhileOpen
from desktop.window import Window
from forms.dates import short_day
from storage.attempts import News, NoticeKind, news_of, news_told
from storage.vault import Vault

_SAID = {
    NoticeKind.RECOVERED_WITH_SHEET: "This vault was opened with its recovery sheet",
    NoticeKind.RECOVERED_WITH_SHARES: "This vault was opened with two sheets of your organisation",
}


DAMAGED = (
    "Part of the records in this vault is damaged and could not be read. Nothing was deleted. Lock"
    " (Ctrl+L), then choose “Put a backup back”: it shows the newest backup, and what can still be"
    " read here."
)


def tell_news(window: Window, lane: Lane, asks: WhileOpen, vault: Vault, *, again: bool) -> None:
    """Tell over every screen what is to be heard, until it is put away as read.

    That the vault can only be read is told at each unlock for as long as it is so.

    With `again`, the next to unlock hears it too: who came back by a sheet may be anyone.
    """

    def heard() -> None:
        if not again:
            lane.submit(lambda: news_told(folder), lambda _: None)

    def look() -> str:
        only_read = (str(vault.only_read()),) if vault.only_read else ()
        return " ".join((*only_read, news_words(news_of(folder)))).strip()

    def then(result: Result[str]) -> None:
        if isinstance(result, Ok) and result.value:
            window.tell(result.value, heard)

    folder = vault.folder
    asks.submit(look, then)


def news_words(news: News) -> str:
    """The news in sentences, or nothing."""
    told = []
    if news.failures:
        last = news.failed_at[-1].astimezone()
        times = "a wrong passphrase was" if news.failures == 1 else "wrong passphrases were"
        count = "" if news.failures == 1 else f" {news.failures} times"
        told.append(
            f"Since you last unlocked, {times} typed{count}, last on {short_day(last.date())}"
            f" at {last:%H:%M}."
        )
    for notice in news.notices:
        at = notice.at.astimezone()
        told.append(f"{_SAID[notice.kind]} on {short_day(at.date())} at {at:%H:%M}.")
    if told:
        told.append("If that was not you, tell your organisation today.")
    return " ".join(told)
