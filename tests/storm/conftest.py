"""One storm for the whole run; its seed and figures are printed at the end."""

import pytest

from tests.storm.figures import Storm, seed_of_this_storm

_STORM = pytest.StashKey[Storm]()


@pytest.fixture(scope="session")
def storm(pytestconfig: pytest.Config) -> Storm:
    return pytestconfig.stash.setdefault(_STORM, Storm(seed_of_this_storm()))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    storm = config.stash.get(_STORM, None)
    if storm is not None and storm.runs:
        terminalreporter.write_sep("=", "the storm")
        for line in storm.lines():
            terminalreporter.write_line(line)
