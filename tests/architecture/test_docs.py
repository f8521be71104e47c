"""The documents say what is true of the code: every path, flow, command, decision and library."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, python_files, root_packages, settings, shown, text_files

DOCS = ROOT / "docs"
FLOWS = ROOT / "desktop" / "flows"
CODE_WORD = re.compile(r"`([^`\s]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def _documents() -> tuple[Path, ...]:
    return tuple(p for p in text_files() if p.suffix == ".md")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _rows(document: str) -> Iterator[tuple[str, ...]]:
    """The rows of the tables of this document, without their headings."""
    for line in document.splitlines():
        cells = tuple(cell.strip() for cell in line.strip("|").split(" | "))
        if line.startswith("| ") and set(cells[0]) != {"-"}:
            yield cells


def _name(requirement: str) -> str:
    """The name of a distribution, spelt as indexes compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[=<>;~! ]", requirement, maxsplit=1)[0]).lower()


def _pinned(requirement: str) -> tuple[str, str]:
    return _name(requirement), requirement.partition("==")[2]


def _lock(file: str) -> dict[str, str]:
    lines = _read(ROOT / "requirements" / file).splitlines()
    return dict(_pinned(line.split()[0]) for line in lines if line[:1].isalnum())


def _asked_for() -> list[str]:
    project = settings()["project"]
    optional = project["optional-dependencies"]
    return [*project["dependencies"], *optional["places"], *optional["dev"]]


def test_every_flow_is_told_in_the_architecture() -> None:
    flows = [p.name for p in FLOWS.glob("*.py") if p.name != "__init__.py"]
    told = _read(DOCS / "architecture.md")

    assert len(flows) >= 5
    assert [name for name in flows if f"`{name}`" not in told] == []


def test_every_command_of_the_headless_door_is_in_the_readme() -> None:
    tree = ast.parse(_read(ROOT / "desktop" / "commands.py"))
    first_words = [
        pattern.patterns[0].value.value
        for pattern in ast.walk(tree)
        if isinstance(pattern, ast.MatchSequence)
        and pattern.patterns
        and isinstance(pattern.patterns[0], ast.MatchValue)
        and isinstance(pattern.patterns[0].value, ast.Constant)
    ]
    commands = [str(word) for word in first_words]

    assert {"practice", "assess", "screenshots"} <= set(commands)
    assert [c for c in commands if f"golden-thread {c}" not in _read(ROOT / "README.md")] == []


def test_every_command_of_make_that_a_document_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", _read(ROOT / "Makefile"), re.MULTILINE))
    named = {t for p in _documents() for t in re.findall(r"`make ([a-z]+)`", _read(p))}

    assert {"run", "test", "check", "setup"} <= named
    assert named - targets == set()


def test_every_decision_is_listed_in_the_architecture() -> None:
    decisions = sorted(p.name for p in (DOCS / "adr").glob("*.md"))
    told = _read(DOCS / "architecture.md")

    assert len(decisions) >= 8
    assert [int(name[:4]) for name in decisions] == list(range(1, len(decisions) + 1))
    assert [name for name in decisions if f"(adr/{name})" not in told] == []


def test_every_name_in_the_glossary_exists_in_the_code() -> None:
    named = [cells[-1].strip("`| ") for cells in _rows(_read(DOCS / "glossary.md"))][1:]

    assert len(named) >= 20
    assert [name for name in named if not _is_defined(name)] == []


def _is_defined(dotted: str) -> bool:
    module, _, name = dotted.rpartition(".")
    file = ROOT / (module.replace(".", "/") + ".py")
    if not file.is_file():
        return False
    defined = {
        word
        for node in ast.parse(_read(file)).body
        for word in (
            (node.name,)
            if isinstance(node, ast.ClassDef | ast.FunctionDef)
            else tuple(t.id for t in node.targets if isinstance(t, ast.Name))
            if isinstance(node, ast.Assign)
            else ()
        )
    }
    return name in defined


@pytest.mark.parametrize("dotted", ["forms.people.Nobody", "forms.nowhere.Carer"])
def test_a_name_that_does_not_exist_would_be_seen(dotted: str) -> None:
    assert not _is_defined(dotted)


def test_every_path_that_a_document_names_exists() -> None:
    tops = {*root_packages(), "tests", "docs", "packaging", "requirements", "benchmarks"}
    named = [
        (shown(document), word)
        for document in _documents()
        for word in CODE_WORD.findall(_read(document))
        if word.split("/")[0] in tops and "/" in word
    ]

    assert len(named) >= 30
    assert [pair for pair in named if not (ROOT / pair[1]).exists()] == []


def test_every_link_between_documents_leads_somewhere() -> None:
    links = [
        (document, target)
        for document in _documents()
        for target in LINK.findall(_read(document))
        if "://" not in target
    ]

    assert len(links) >= 20
    assert [
        (shown(document), target)
        for document, target in links
        if not (document.parent / target).exists()
    ] == []


def test_every_claim_of_safety_names_what_holds_it() -> None:
    claims = [cells for cells in _rows(_read(DOCS / "security.md")) if len(cells) == 3]
    hazards = list(_rows(_read(DOCS / "safety" / "hazard-log.md")))
    claimed = claims[[cells[0] for cells in claims].index("Claim") + 1 :]

    assert len(claimed) >= 12
    assert [cells[0] for cells in claimed if not _all_exist(cells[2], under="tests/")] == []
    assert len(hazards) >= 17
    assert [cells[1] for cells in hazards[1:] if not _all_exist(cells[4], under="")] == []


def _all_exist(cell: str, *, under: str) -> bool:
    words = CODE_WORD.findall(cell)
    return bool(words) and all(w.startswith(under) and (ROOT / w).is_file() for w in words)


def test_every_library_asked_for_by_name_is_explained_with_its_version() -> None:
    rows = {tuple(cells[0].split(" ")[:2]) for cells in _rows(_read(DOCS / "dependencies.md"))}
    told = {(_name(row[0]), row[1]) for row in rows if len(row) > 1}
    asked = {_pinned(requirement) for requirement in _asked_for()}

    assert len(asked) >= 15
    assert asked - told == set()
    assert {name for name, _ in told} - {name for name, _ in asked} - {"library"} == set()


def test_every_library_asked_for_is_pinned_as_asked() -> None:
    project = settings()["project"]
    run, dev = _lock("run.txt"), _lock("dev.txt")

    assert len(run) >= 15
    assert [r for r in project["dependencies"] if run.get(_name(r)) != _pinned(r)[1]] == []
    assert [r for r in _asked_for() if dev.get(_name(r)) != _pinned(r)[1]] == []
    assert [name for name, version in run.items() if dev.get(name) != version] == []


def test_every_pinned_library_is_checked_by_hash() -> None:
    for file in ("run.txt", "places.txt", "dev.txt", "windows.txt"):
        text = _read(ROOT / "requirements" / file)
        entries = re.split(r"\n(?=[a-z])", text)
        assert [e.split()[0] for e in entries if "==" in e and "--hash=sha256:" not in e] == []


def test_every_library_that_the_code_imports_is_asked_for_by_name() -> None:
    project = settings()["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["places"]]
    run = {_name(r) for r in asked}
    imported = _imported_libraries(*root_packages())

    assert {"PySide6", "pydantic"} <= {top for top, _ in imported}
    assert _not_among(run, imported) == []


def test_every_library_that_the_tests_import_is_asked_for_by_name() -> None:
    imported = _imported_libraries("tests", "benchmarks")

    assert {"pytest", "hypothesis"} <= {top for top, _ in imported}
    assert _not_among({_name(r) for r in _asked_for()}, imported) == []


def _imported_libraries(*folders: str) -> set[tuple[str, str]]:
    ours = {*root_packages(), "tests", "benchmarks"}
    return {
        (top, shown(path))
        for path in python_files()
        if shown(path).split("/")[0] in folders
        for node in ast.walk(ast.parse(_read(path)))
        for top in _tops(node)
        if top not in sys.stdlib_module_names and top not in ours
    }


def _not_among(asked: set[str], imported: set[tuple[str, str]]) -> list[tuple[str, str]]:
    provided = packages_distributions()
    return [pair for pair in imported if not asked & {_name(d) for d in provided.get(pair[0], ())}]


def _tops(node: ast.AST) -> tuple[str, ...]:
    match node:
        case ast.Import(names=names):
            return tuple(alias.name.split(".")[0] for alias in names)
        case ast.ImportFrom(module=str(module), level=0):
            return (module.split(".")[0],)
        case _:
            return ()
