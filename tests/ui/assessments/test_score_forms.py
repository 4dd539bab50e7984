"""The forms of computed scores in the window: what the panel says of the score."""

from collections.abc import Mapping

from PySide6.QtWidgets import QApplication

from tests.pages.screens import settle, words_in
from tests.ui.desks import DeskAtHand
from tests.ui.scenes_person import DemoPerson
from ui.assessments.screens import screen
from ui.places import AssessmentPlace

ARP = {
    "age_at_first_sanction": 16,
    "total_sanctions_including_current": 12,
    "assessment_date": "2026-08-20",
    "date_of_current_conviction": "2026-01-12",
    "offence_category": "burglary_domestic",
}
DYNAMIC = {
    "dynamic.accommodation_suitability_problem": "some",
    "dynamic.unemployed": True,
    "dynamic.live_in_relationship": False,
    "dynamic.relationship_with_partner_problem": "none",
    "dynamic.domestic_abuse_perpetrator": False,
    "dynamic.regular_activities_encourage_offending": "some",
    "dynamic.current_alcohol_problem": "none",
    "dynamic.binge_or_excessive_alcohol": "none",
    "dynamic.impulsivity": "significant",
    "dynamic.pro_criminal_attitudes": "some",
}


def _said(
    desk: DeskAtHand, person: DemoPerson, code: str, answers: Mapping[str, object]
) -> list[str]:
    made = screen(desk, AssessmentPlace(case_id=person.case_id, instrument=code))
    made.resize(1175, 720)
    made.show()
    settle()
    instrument = made.viewmodel.instrument
    assert instrument
    for item in instrument.items:
        if item.code in answers:
            made.viewmodel.say(item, answers[item.code])
    settle()
    return words_in(made)


def test_the_panel_of_a_score_says_that_it_is_static_and_why(
    app: QApplication, desk: DeskAtHand, person: DemoPerson
) -> None:
    assert app

    said = " ".join(_said(desk, person, "arp", ARP))

    assert "Static. Still missing: Suitability of accommodation;" in said
    assert "calculated outside OASys – not an official score" in said
    assert "ARP is published for convicted men and women only." in said


def test_the_panel_of_a_score_with_every_answer_says_that_it_is_dynamic(
    app: QApplication, desk: DeskAtHand, person: DemoPerson
) -> None:
    assert app

    said = _said(desk, person, "arp", ARP | DYNAMIC)

    assert "Dynamic." in said


def test_the_panel_of_a_tier_shows_no_band(
    app: QApplication, desk: DeskAtHand, person: DemoPerson
) -> None:
    assert app

    said = _said(desk, person, "tier", {"has_active_event": False})

    assert "not supervised" in said
    assert "none" not in said
