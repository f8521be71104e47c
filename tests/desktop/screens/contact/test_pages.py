from desktop.screens.contact.pages import (
    AskPage,
    BeforePage,
    FactorsPage,
    LetterPage,
    all_pages,
    index_of,
    key,
    page_for,
    question_of,
)
from forms.answers import AboutPrompt, AboutTopic, Seen, Topic
from forms.ids import PromptCode
from forms.pack import Packs
from forms.steps import StepKind
from tests.builders import FATHER, MOTHER, a_record, an_antenatal_record
from tests.desktop.contacts import two_carers, with_present

CARERS = two_carers().carers


def test_a_contact_begins_with_who_is_here_and_ends_with_the_letter(packs: Packs) -> None:
    pages = all_pages(packs, a_record(), CARERS)

    assert isinstance(pages[0].page, BeforePage)
    assert isinstance(pages[-1].page, LetterPage)


def test_questions_come_for_each_carer_who_is_here_and_for_no_other(packs: Packs) -> None:
    nobody = all_pages(packs, a_record(), CARERS)
    father_away = all_pages(packs, with_present(a_record(), father=Seen.NOT_HERE), CARERS)
    both = all_pages(packs, with_present(a_record(), father=Seen.ALONE), CARERS)

    assert {p.carer.id for p in nobody if p.carer} == set()
    assert {p.carer.id for p in father_away if p.carer} == {MOTHER}
    assert {p.carer.id for p in both if p.carer} == {MOTHER, FATHER}


def test_a_question_for_other_carers_is_not_put_to_the_mother(packs: Packs) -> None:
    pages = all_pages(packs, with_present(an_antenatal_record()), CARERS)

    asked = [question_of(placed.page) for placed in pages]

    assert AboutPrompt(PromptCode("AN13"), FATHER) in asked
    assert AboutPrompt(PromptCode("AN13"), MOTHER) not in asked


def test_every_page_has_a_name_of_its_own_by_which_it_is_found_again(packs: Packs) -> None:
    for record in (a_record(), an_antenatal_record()):
        pages = all_pages(packs, with_present(record), CARERS)

        assert len({key(placed.page) for placed in pages}) == len(pages)
        assert [index_of(pages, key(placed.page)) for placed in pages] == list(range(len(pages)))


def test_a_page_that_is_gone_is_looked_for_at_the_beginning(packs: Packs) -> None:
    here = all_pages(packs, with_present(a_record()), CARERS)
    gone = next(key(p.page) for p in here if isinstance(p.page, AskPage) and p.carer is not None)

    assert index_of(all_pages(packs, a_record(), CARERS), gone) == 0


def test_each_question_leads_back_to_its_page(packs: Packs) -> None:
    pages = all_pages(packs, with_present(a_record()), CARERS)

    for at, placed in enumerate(pages):
        question = question_of(placed.page)
        if question is not None:
            assert page_for(question, placed.kind, pages) == at


def test_what_has_no_page_of_its_own_leads_to_where_its_step_begins(packs: Packs) -> None:
    pages = all_pages(packs, a_record(), CARERS)

    judgement = page_for(AboutTopic(Topic.JUDGEMENT), StepKind.JUDGEMENT, pages)
    agreement = page_for(None, StepKind.AGREEMENT, pages)

    assert pages[judgement].kind is StepKind.JUDGEMENT
    assert pages[agreement].kind is StepKind.AGREEMENT


def test_every_heading_of_the_checklist_has_one_page(packs: Packs) -> None:
    pages = all_pages(packs, a_record(), CARERS)

    groups = [p.page.group.code for p in pages if isinstance(p.page, FactorsPage)]

    assert groups == [group.code for group in packs.factors.groups]
