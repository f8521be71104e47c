"""Flat package names are safe only while nobody else has them."""

import sys
from importlib.metadata import packages_distributions

from tests.architecture.tree import ROOT, root_packages, settings


def test_no_package_of_ours_has_a_name_of_the_standard_library() -> None:
    ours = set(root_packages())

    assert ours
    assert ours & sys.stdlib_module_names == set()


def test_no_installed_distribution_brings_a_package_of_our_name() -> None:
    provided = packages_distributions()
    clashes = {name: set(provided.get(name, ())) - {"golden-thread"} for name in root_packages()}

    assert "pytest" in provided
    assert {name: others for name, others in clashes.items() if others} == {}


def test_packaging_is_never_a_package() -> None:
    # With an __init__.py it would stand in front of the library that pytest itself imports.
    assert (ROOT / "packaging").is_dir()
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_every_top_level_package_is_built_and_stands_under_the_import_rules() -> None:
    packages = {p.parent.name for p in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    tool = settings()["tool"]
    layers = next(c for c in tool["importlinter"]["contracts"] if c["id"] == "layers")["layers"]

    assert set(root_packages()) == packages
    assert set(tool["hatch"]["build"]["targets"]["wheel"]["packages"]) == packages
    assert {name for layer in layers for name in layer.split(" | ")} == packages


def test_every_folder_of_tests_is_a_package() -> None:
    # With some marked and some not, equal file names collide.
    folders = {p.parent for p in (ROOT / "tests").rglob("*.py")}

    assert len(folders) >= 6
    assert [f.name for f in folders if not (f / "__init__.py").exists()] == []
