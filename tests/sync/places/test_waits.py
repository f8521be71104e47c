import pytest

from sync.places.waits import wait_asked

NOW = "Mon, 02 Mar 2026 10:30:00 GMT"


@pytest.mark.parametrize(
    ("retry_after", "wait"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Mon, 02 Mar 2026 10:32:00 GMT", 120.0),
        ("Monday, 02-Mar-26 10:32:00 GMT", 120.0),
        ("Mon, 02 Mar 2026 10:00:00 GMT", 0.0),
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("\u0661\u0662", None),
    ],
)
def test_seconds_and_moments_are_read_by_the_clock_of_the_server(
    retry_after: str | None, wait: float | None
) -> None:
    assert wait_asked(retry_after, NOW) == wait


def test_a_moment_long_gone_is_no_wait_where_the_server_tells_no_time() -> None:
    assert wait_asked("Mon, 02 Mar 1998 10:32:00 GMT", None) == 0.0
