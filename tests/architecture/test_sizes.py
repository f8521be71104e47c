"""Small files, small functions, honest names, and nothing of one person's machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import python_files, shown, text_files

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60
MOST_BYTES_OF_A_TEXT = 400_000
FEWEST_PYTHON_FILES = 40
FEWEST_TEXT_FILES = 60

REFUSED_WORDS = frozenset({"util", "utils", "helper", "helpers", "manager", "misc", "controller"})

INDEX_OR_HOST = re.compile(
    r"https?://[^\s/]+[/]simple\b|pypi\.org|pythonhosted\.org|debian\.org"
    r"|--(extra-)?index[-]url|--find[-]links|--trusted[-]host"
)
PATH_OF_A_MACHINE = re.compile(
    r"(?<![\w.}])/(?:home|root|Users|opt|work|mnt)/\w|\b[A-Z]:\\\\?Users"
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    return ((p, ast.parse(p.read_text(encoding="utf-8"))) for p in python_files())


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)}


def test_the_whole_house_is_looked_at() -> None:
    assert len(python_files()) >= FEWEST_PYTHON_FILES
    assert len(text_files()) >= FEWEST_TEXT_FILES
    assert {"README.md", "Makefile", ".ci/run", "forms/ids.py"} <= {shown(p) for p in text_files()}


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    lengths = {shown(p): len(p.read_text(encoding="utf-8").splitlines()) for p in python_files()}

    assert {p: n for p, n in lengths.items() if n > MOST_LINES_OF_A_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{shown(path)}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path, tree in _trees()
        for function in _functions(tree)
    }

    assert len(lengths) >= FEWEST_PYTHON_FILES
    assert {name: n for name, n in lengths.items() if n > MOST_LINES_OF_A_FUNCTION} == {}


def test_no_name_says_nothing() -> None:
    named = [(shown(p), part) for p in python_files() for part in Path(shown(p)).parts]
    named += [
        (shown(path), node.name)
        for path, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef | Function)
    ]

    assert len(named) >= FEWEST_PYTHON_FILES
    assert [pair for pair in named if _words(pair[1].removesuffix(".py")) & REFUSED_WORDS] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("file_utils", {"file", "utils"}),
        ("VaultManager", {"vault", "manager"}),
        ("PDFHelper2", {"pdf", "helper2"}),
    ],
)
def test_words_are_read_out_of_names(name: str, words: set[str]) -> None:
    assert _words(name) == words


def test_no_text_names_an_index_a_host_or_a_path_of_one_machine() -> None:
    found = [
        f"{shown(path)}:{number}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if INDEX_OR_HOST.search(line) or PATH_OF_A_MACHINE.search(line)
    ]

    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "--extra-" + "index-url https://example.test",
        "https://mirror.example/" + "simple/",
        "files." + "pythonhosted" + ".org",
    ],
)
def test_an_address_of_an_index_would_be_seen(line: str) -> None:
    assert INDEX_OR_HOST.search(line)


@pytest.mark.parametrize(
    "line", ["cd /" + "home/someone", "open('/" + "work/x')", "C:" + r"\Users\x"]
)
def test_a_path_of_one_machine_would_be_seen(line: str) -> None:
    assert PATH_OF_A_MACHINE.search(line)


def test_no_text_file_is_larger_than_a_review_can_bear() -> None:
    assert [shown(p) for p in text_files() if p.stat().st_size > MOST_BYTES_OF_A_TEXT] == []
