"""Only a place reaches a network, and nothing lets the database run code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import python_files, root_packages, shown

SPEAKING = frozenset(
    {
        *("aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests"),
        *("smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3"),
        *("webbrowser", "xmlrpc"),
        *("PySide6.QtNetwork", "PySide6.QtNetworkAuth", "PySide6.QtWebSockets"),
        *("PySide6.QtHttpServer", "PySide6.QtDBus"),
    }
)
RUNS_CODE = frozenset({"enable_load_extension", "load_extension", "eval", "exec", "pickle"})


def _ours() -> tuple[Path, ...]:
    return tuple(p for p in python_files() if shown(p).split("/")[0] in root_packages())


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                yield module
                yield from (f"{module}.{alias.name}" for alias in names)
            case _:
                pass


def _speaks(name: str) -> bool:
    if name.startswith("PySide6.QtDBus"):  # the message bus of this machine: lock and sleep
        return False
    parts = name.split(".")
    return any(".".join(parts[:length]) in SPEAKING for length in range(1, len(parts) + 1))


PLACES = "sync/places/"


def test_nothing_but_a_place_reaches_a_network() -> None:
    imported = {
        (shown(path), name)
        for path in _ours()
        if not shown(path).startswith(PLACES)
        for name in _imported(ast.parse(path.read_text(encoding="utf-8")))
    }

    assert len(imported) >= 100
    assert [pair for pair in imported if _speaks(pair[1])] == []


@pytest.mark.parametrize(
    "line",
    [
        "import urllib.request",
        "from http.client import HTTPSConnection",
        "from PySide6 import QtNetwork",
        "def late():\n    import socket",
    ],
)
def test_a_way_to_a_network_would_be_seen(line: str) -> None:
    assert any(_speaks(name) for name in _imported(ast.parse(line)))


def test_nothing_lets_stored_data_run_as_code() -> None:
    words = {
        (shown(path), word)
        for path in _ours()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for word in _called_or_imported(node)
    }

    assert len(words) >= 100
    assert [pair for pair in words if pair[1] in RUNS_CODE] == []


def _called_or_imported(node: ast.AST) -> tuple[str, ...]:
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return (name,)
        case ast.Attribute(attr="enable_load_extension" | "load_extension" as name):
            return (name,)
        case ast.Import(names=names):
            return tuple(alias.name for alias in names)
        case _:
            return ()
