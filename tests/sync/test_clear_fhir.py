import copy
import hashlib
import json
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from sync.clear_fhir import as_resource, in_clear
from sync.envelope import EnvelopeId
from sync.places.fhir import SEEN, FhirPlace
from sync.places.fhir_probe import Capability, keep_capability
from sync.summary import Added, Level, Levels, Summary, Ticked
from tests.sync.places.servers_node import beside_modules, fhir_server
from tests.sync.places.servers_start import folder_of_a_server

ENVELOPE = EnvelopeId("0f" * 16)
SUMMARY = Summary(
    family="ab" * 16,
    baby="cd" * 16,
    week="2026-W10",
    age_in_weeks=7,
    contact_type="six_to_eight_weeks",
    setting="home",
    levels=Levels(
        parent=Level.MIXED,
        baby=Level.GOING_WELL,
        relationship=Level.WORRY,
        support=Level.NOT_ASKED,
    ),
    factors=("F01", "F07"),
    factors_not_asked=2,
    suggestion="suggests",
    judgement="recommend",
    actions=("recommend_to_team",),
    referral=True,
    destination="parent_infant_team",
    consent="agreement",
    author_role="health_visitor",
    prompt_pack="practice-prompts 1.0",
    factor_pack="practice-factors 1.0",
    replaces=None,
    added=(Added(what=Ticked.FAMILY_NAME, text="Practice family"),),
)
NOT_YET = SUMMARY.model_copy(
    update={
        "judgement": "not_now",
        "referral": False,
        "destination": None,
        "factors": (),
        "actions": (),
        "replaces": EnvelopeId("1e" * 16),
    }
)


def resources(summary: Summary) -> list[dict[str, Any]]:
    return [as_resource(one) for one in in_clear(summary, ENVELOPE)]


def found_wrong(given: list[dict[str, Any]]) -> list[list[str]]:
    """What the official R4 definitions find wrong with each."""
    with folder_of_a_server() as folder:
        command = beside_modules("validate.mjs", folder)
        told = subprocess.run(
            command, input=json.dumps(given).encode(), capture_output=True, check=True
        )
    wrong: list[list[str]] = json.loads(told.stdout)
    return wrong


def test_what_is_written_is_valid_by_the_official_definitions() -> None:
    written = [*resources(SUMMARY), *resources(NOT_YET)]
    missing = copy.deepcopy(written[1])
    del missing["intent"]
    unknown = {**written[0], "mood": "good"}

    wrong = found_wrong([*written, missing, unknown])

    assert [len(one) > 0 for one in wrong] == [False, False, False, True, True], wrong


def test_a_recommendation_is_a_proposal_that_points_to_what_was_noticed() -> None:
    response, request = resources(SUMMARY)

    assert request["intent"] == "proposal"
    assert request["supportingInfo"] == [{"reference": f"QuestionnaireResponse/{response['id']}"}]
    assert [c["coding"][0]["code"] for c in request["reasonCode"]] == ["F01", "F07"]
    assert [one["resourceType"] for one in resources(NOT_YET)] == ["QuestionnaireResponse"]


def test_all_that_is_coded_travels_and_nothing_that_was_ticked() -> None:
    response = resources(SUMMARY)[0]
    said = {item["linkId"]: item["answer"] for item in response["item"]}

    assert said["level-relationship"] == [
        {"valueCoding": {"system": "urn:golden-thread:level", "code": "worry"}}
    ]
    assert said["age-in-weeks"] == [{"valueInteger": 7}]
    left_out = {"kind", "version", "baby", "levels", "destination", "added", "replaces"}
    told = {name.replace("_", "-") for name in Summary.model_fields.keys() - left_out}
    assert told == {name for name in said if not name.startswith("level-")}
    assert "Practice family" not in json.dumps(resources(SUMMARY))


@pytest.mark.parametrize("whole", [True, False])
def test_written_twice_it_is_there_once(tmp_path: Path, *, whole: bool) -> None:
    settings = tmp_path / "fhir.toml"
    settings.write_text(f'state = "{tmp_path}"\n')
    seen = Capability(
        reads_back=True,
        puts_new=True,
        guards_updates=True,
        creates_once=True,
        creates_once_together=True,
        rolls_back=whole,
    )
    keep_capability(tmp_path / SEEN, seen)
    base = hashlib.sha256(str(tmp_path).encode()).hexdigest()[:12]
    with fhir_server() as port:
        address = f"fhir+http://127.0.0.1:{port}/{base}?settings={settings}"
        with closing(FhirPlace.at(address)) as place:
            place.write_clear(resources(SUMMARY))
            place.write_clear(resources(SUMMARY))

        for kind in ("QuestionnaireResponse", "ServiceRequest"):
            assert httpx.get(f"http://127.0.0.1:{port}/{base}/{kind}").json()["total"] == 1
