"""The team: joining it, meeting it, what is where, and a lead's pages."""

from pathlib import Path

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from tests.pages.keyboard import Keyboard
from tests.pages.sight import all_words, is_seen, names, one

PRACTITIONER, LEAD = 1, 2


class _Page:
    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys

    @property
    def words(self) -> str:
        return all_words(self._keys.window)

    def expect_words(self, *words: str) -> None:
        self._keys.wait(lambda: all(word in self.words for word in words))

    def _label(self, name: str) -> str:
        self._keys.wait_for(name)
        return one(self._keys.window, QLabel, name).text()


class JoiningPage(_Page):
    """In no team yet."""

    def __init__(self, keys: Keyboard) -> None:
        super().__init__(keys)
        if not is_seen(keys.window, "team.ask"):
            keys.alt("m")
        keys.wait_for("team.ask")

    def ask(self, folder: Path) -> str:
        """The code on the screen, as it is read aloud."""
        self._keys.fill("team.folder", str(folder))
        self._keys.push("team.ask")
        return self._label("team.asked.code")

    def open_invitation(self, file: Path) -> str:
        """The code of the invitation."""
        self._keys.fill("team.invitation", str(file))
        self._keys.push("team.open")
        return self._label("team.invited.code")

    def join(self) -> "TeamPage":
        self._keys.push("team.join")
        self._keys.wait_for("team.meet")
        return TeamPage(self._keys)

    def begin(self, name: str, folder: Path) -> "TeamPage":
        """Begin a team, save its recovery key, and put it away."""
        page = self.begin_only(name)
        page.save(folder)
        return page.put_away()

    def begin_only(self, name: str) -> "RecoveryKeyPage":
        self._keys.fill("team.name", name)
        self._keys.push("team.begin")
        return RecoveryKeyPage(self._keys)


class RecoveryKeyPage(_Page):
    """The recovery key of a team just begun."""

    def __init__(self, keys: Keyboard) -> None:
        super().__init__(keys)
        keys.wait_for("key.words")

    @property
    def key(self) -> str:
        return self._label("key.words").replace("\n", "")

    def save(self, folder: Path) -> None:
        self._keys.fill("key.folder", str(folder))
        self._keys.push("key.save")
        self.expect_words("✓ Saved as")

    def put_away(self) -> "TeamPage":
        self._keys.push("key.away")
        self._keys.wait_for("team.meet")
        return TeamPage(self._keys)


class TeamPage(_Page):
    """In a team."""

    def __init__(self, keys: Keyboard) -> None:
        super().__init__(keys)
        if not is_seen(keys.window, "team.meet"):
            keys.alt("m")
        keys.wait_for("team.meet")

    @property
    def counts(self) -> str:
        return self._label("team.counts")

    def expect_counts(self, words: str) -> None:
        self._keys.wait(lambda: words in self.counts)

    def add_place(self, address: str) -> None:
        self._keys.fill("team.address", address)
        self._keys.push("team.add")

    def meet(self) -> None:
        self._keys.wait(lambda: one(self._keys.window, QPushButton, "team.meet").isEnabled())
        self._keys.push("team.meet")

    def pause(self) -> None:
        self._keys.push("team.pause")

    @property
    def progress(self) -> str:
        return self._label("team.progress")

    def take_back(self, why: int) -> None:
        """The newest that can be."""
        self._keys.push(names(self._keys.window, "team.take_back.")[0])
        self._keys.tab_to("take_back.why.1")
        self._keys.digit(why)
        self._keys.push("take_back.go")

    def show_key(self) -> RecoveryKeyPage:
        self._keys.push("team.key")
        return RecoveryKeyPage(self._keys)

    def members(self) -> "MembersPage":
        self._keys.push("team.members")
        return MembersPage(self._keys)

    def inbox(self) -> "InboxPage":
        self._keys.push("team.inbox")
        return InboxPage(self._keys)


class MembersPage(_Page):
    """Who is on the list."""

    def __init__(self, keys: Keyboard) -> None:
        super().__init__(keys)
        keys.wait_for("enrol.open")

    def open_request(self, file: Path) -> str:
        """The code of the request."""
        self._keys.fill("enrol.request", str(file))
        self._keys.push("enrol.open")
        return self._label("enrol.code")

    def invite(self, folder: Path, role: int = PRACTITIONER) -> str:
        """The code of the invitation."""
        self._keys.tab_to("enrol.role.1")
        self._keys.digit(role)
        self._keys.fill("enrol.folder", str(folder))
        self._keys.push("enrol.invite")
        return self._label("enrol.invited.code")

    def stop(self, device: str) -> None:
        self._keys.push(f"members.stop.{device}")
        self._keys.wait_for("stop.typed")
        assert not one(self._keys.window, QPushButton, "stop.go").isEnabled()
        assert "passphrase no longer opens the vault" in self.words
        self._keys.fill("stop.typed", "stop")
        self._keys.push("stop.go")
        self._keys.wait_for("enrol.open")

    def back(self) -> TeamPage:
        self._keys.push("members.back")
        return TeamPage(self._keys)


class InboxPage(_Page):
    """What arrived."""

    def __init__(self, keys: Keyboard) -> None:
        super().__init__(keys)
        keys.wait_for("inbox.told")

    def read_newest(self) -> "ArrivedPage":
        self._keys.push(names(self._keys.window, "inbox.read.")[0])
        return ArrivedPage(self._keys)

    def back(self) -> TeamPage:
        self._keys.push("inbox.back")
        return TeamPage(self._keys)


class ArrivedPage(_Page):
    """One arrival."""

    def __init__(self, keys: Keyboard) -> None:
        super().__init__(keys)
        keys.wait_for("arrived.back")

    def exact_text(self) -> str:
        self._keys.push("arrived.exact")
        return one(self._keys.window, QPlainTextEdit, "arrived.text").toPlainText()

    def answer(self, number: int, words: str) -> InboxPage:
        self._keys.tab_to("reply.answer.1")
        self._keys.digit(number)
        self._keys.fill("reply.words", words)
        self._keys.push("reply.go")
        return InboxPage(self._keys)


class SendingPage(_Page):
    """What will be sent about a contact."""

    def __init__(self, keys: Keyboard) -> None:
        super().__init__(keys)
        if not is_seen(keys.window, "sending.back"):
            keys.push("send_to_team")
        keys.wait_for("sending.back")

    @property
    def text(self) -> str:
        return one(self._keys.window, QPlainTextEdit, "sending.text").toPlainText()

    def tick(self, what: str) -> None:
        self._keys.push(f"tick.{what}")

    def expect_text(self, words: str) -> None:
        self._keys.wait(lambda: words in self.text)

    def send(self) -> None:
        self._keys.push("sending.go")
        self.expect_words("✓ Sealed.")

    def send_letter(self) -> None:
        self._keys.push("sending.letter")
        self.expect_words("✓ Sealed.")
