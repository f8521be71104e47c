"""What the practitioner must hear after unlocking: failed attempts, and recoveries."""

from pathlib import Path

from forms.dates import short_day
from storage.attempts import News, NoticeKind

_SAID = {
    NoticeKind.RECOVERED_WITH_SHEET: "This vault was opened with its recovery sheet",
    NoticeKind.RECOVERED_WITH_SHARES: "This vault was opened with two sheets of your organisation",
}


def news_kept(_folder: Path) -> None:
    """Heard, and to be told once more at the next unlock."""


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
