"""The practitioner's settings, and the screen that changes them."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.at_form import AtForm
from desktop.flows.settings import SettingsFlow
from desktop.lane import Err, Ok, Result
from desktop.screens.settings.view import SettingsView
from desktop.theme.look import SIZES, Look
from desktop.while_open import WhileOpen, is_there
from forms.preferences import Preferences
from storage.half_written import Form, FormKey

SETTINGS = FormKey(Form.SETTINGS)


class AtSettings(QObject):
    """`on_resized` shows the screen anew at another text size."""

    def __init__(  # noqa: PLR0913, PLR0917 - built by hand
        self,
        look: Look,
        lane: WhileOpen,
        forms: AtForm,
        flow: SettingsFlow,
        on_preferences: Callable[[Preferences], None],
        on_resized: Callable[[], None],
    ) -> None:
        super().__init__()
        self._look, self._lane, self._forms, self._flow = look, lane, forms, flow
        self._on_preferences, self._on_resized = on_preferences, on_resized
        self.preferences = Preferences()

    def load(self) -> None:
        """Take up what was set before."""
        self._lane.submit(self._flow.load, self._loaded)

    def _loaded(self, result: Result[Preferences]) -> None:
        if isinstance(result, Ok):
            self.preferences = result.value
            self._on_preferences(result.value)

    def keep(self, preferences: Preferences, then: Callable[[str], None] = lambda _: None) -> None:
        """Keep these; `then` gets what went wrong, or nothing."""
        self._lane.submit(lambda: self._flow.keep(preferences), self._kept(preferences, then))

    def _kept(
        self, preferences: Preferences, then: Callable[[str], None]
    ) -> Callable[[Result[None]], None]:
        def kept(result: Result[None]) -> None:
            match result:
                case Ok():
                    self.preferences = preferences
                    self._on_preferences(preferences)
                    then("")
                case Err(failure=failure):
                    then(str(failure))

        return kept

    def show(self) -> None:
        """The screen."""

        def make() -> SettingsView:
            def keep(preferences: Preferences) -> None:
                def told(outcome: str) -> None:
                    if is_there(view):
                        view.show_outcome(outcome)

                self._forms.settle(
                    SETTINGS,
                    lambda: self._flow.keep(preferences),
                    self._kept(preferences, told),
                    even_if_left=True,
                )

            view = SettingsView(
                self.preferences,
                scale=self._look.scale,
                scales=SIZES,
                on_keep=keep,
                on_scale=self._scaled,
            )
            return view

        self._forms.show(SETTINGS, make, "settings")

    def _scaled(self, scale: float) -> None:
        self._look.set_scale(scale)
        self._on_resized()
