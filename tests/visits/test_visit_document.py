"""A visit on paper: everything recorded is there, everything missing says so."""

from datetime import UTC, datetime

from attrs import evolve

from iomdesk.cases.case import Marker, Risk, RiskLevel
from iomdesk.documents.blocks import (
    Badges,
    Document,
    Fields,
    KeepTogether,
    Picture,
    RiskBadge,
    SignatureBox,
    Table,
    WarningMarker,
)
from iomdesk.documents.printed import Printed
from iomdesk.documents.walk import document_texts
from iomdesk.records.ids import BlobHash, OfficerId, PartId
from iomdesk.visits.document import pictures_of, visit_document
from iomdesk.visits.loading import checklist_of, visit_reference
from iomdesk.visits.said import example_visit, said_visit
from iomdesk.visits.signing import sign
from iomdesk.visits.visit import (
    Addendum,
    Check,
    Photo,
    Visit,
    VisitAction,
    add_addendum,
)
from tests.builders import a_case, a_whole_case
from tests.visits.builders import EVENING, a_signature, a_visit

PRINTED = Printed(by="DC Marsh", at=datetime(2026, 11, 22, 12, tzinfo=UTC))


def on_paper(visit: Visit, pictures: dict[BlobHash, bytes] | None = None) -> Document:
    case = a_case(
        risk=Risk(children=RiskLevel.HIGH), markers={PartId("m"): Marker(text="Dog")}
    )
    return visit_document(case, visit, pictures or {}, PRINTED)


def texts(document: Document) -> str:
    return "\n".join(document_texts(document))


def fields(document: Document) -> dict[str, object]:
    found = [block for block in document.blocks if isinstance(block, Fields)]
    return {label: value for block in found for label, value in block.rows}


def rows(document: Document) -> dict[object, tuple[object, ...]]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return {row[0]: row[1:] for table in tables for row in table.rows}


def test_what_was_seen_said_and_thought_stands_apart() -> None:
    said = texts(on_paper(a_visit(said="I moved.", thought="Evasive.")))

    assert said.index("Flat tidy.") < said.index("I moved.") < said.index("Evasive.")
    assert "fact" in said
    assert "claim" in said
    assert "opinion" in said


def test_what_is_missing_is_left_to_print_as_not_recorded() -> None:
    document = on_paper(a_visit(said=None, ended_at=None))

    assert fields(document)["Time out"] is None
    assert fields(document)["Announced"] is None
    assert "not recorded" in texts(document)


def test_times_are_those_of_english_clocks() -> None:
    facts = fields(on_paper(a_visit()))

    assert (facts["Date"], facts["Time in"]) == ("11 August 2026", "19:05")


def test_risk_and_warnings_stand_at_the_top() -> None:
    (badges,) = [b for b in on_paper(a_visit()).blocks if isinstance(b, Badges)]

    assert badges.items == (RiskBadge(level="high"), WarningMarker(text="Dog"))


def test_checks_print_with_the_words_that_were_put() -> None:
    checks = {
        "before.read": Check(asked="Plan read?", answer="yes", note="Twice"),
        "condition.s1.c1": Check(
            asked="SHPO: no device", answer="kept", confirmed_unchanged=True
        ),
        "own.line": Check(asked="Parrot fed", answer="yes"),
    }
    lines = rows(on_paper(a_visit(checks=checks)))

    assert lines["Plan read?"] == ("Yes", "Twice")
    assert lines["SHPO: no device"] == ("Kept", "Confirmed unchanged today.")
    assert lines["Parrot fed"] == ("Yes", "")
    assert lines["Lives at this address"] == (None, "")


def test_a_failed_visit_prints_no_lines_that_nobody_could_answer() -> None:
    assert rows(on_paper(a_visit(outcome="no_reply"))) == {}


def a_photo() -> Photo:
    return Photo(
        original_blob=BlobHash("aa"),
        display_blob=BlobHash("bb"),
        sha256="aa",
        media_type="image/jpeg",
        width=4,
        height=3,
        caption="Hall",
        taken_at=EVENING,
    )


def test_photos_print_with_the_hash_of_their_original() -> None:
    aside = evolve(a_photo(), display_blob=BlobHash("cc"), ended_at=EVENING)
    visit = a_visit(photos={PartId("p"): a_photo(), PartId("q"): aside})
    document = on_paper(visit, {BlobHash("bb"): b"jpeg"})
    kept = [b for b in document.blocks if isinstance(b, KeepTogether)]
    (picture,) = [one for b in kept for one in b.blocks if isinstance(one, Picture)]

    assert picture.alt == "Hall"
    assert picture.caption.endswith("Taken: 11 August 2026, 19:05. SHA-256: aa.")
    assert pictures_of(visit) == ["bb"]


def test_a_picture_that_is_not_here_is_said_to_be_missing() -> None:
    visit = a_visit(photos={PartId("p"): a_photo()})

    assert "The picture is not on this laptop." in texts(on_paper(visit))


def a_signed_visit(**parts: object) -> Visit:
    signature = evolve(a_signature(), **parts)  # type: ignore[arg-type]
    return sign(a_visit(), signature, visit_reference(), checklist_of(None))


def test_a_signature_prints_whether_the_role_is_confirmed() -> None:
    drawn = a_signed_visit(image_blob=BlobHash("dd"))
    document = on_paper(drawn, {BlobHash("dd"): b"png"})
    (box,) = [b for b in document.blocks if isinstance(b, SignatureBox)]

    assert (box.role, box.image) == ("Officer, role not confirmed", b"png")
    assert box.signed_at == EVENING
    assert document.status is None
    assert pictures_of(drawn) == ["dd"]


def test_an_unsigned_visit_is_a_draft() -> None:
    document = on_paper(a_visit())

    assert (document.status, document.version) == ("draft", "not signed")


def test_addenda_follow_the_signature() -> None:
    addendum = Addendum(
        text="It was a lurcher.", by=OfficerId("o"), at=EVENING, name="DC Marsh"
    )
    visit = add_addendum(a_signed_visit(), PartId("a"), addendum)
    document = on_paper(visit)
    after = [type(block) for block in document.blocks].index(SignatureBox)
    said = [t for block in document.blocks[after + 1 :] for t in document_texts(block)]

    assert said[-1] == "It was a lurcher."
    assert "11 August 2026, 19:05, DC Marsh" in said
    assert document.version.endswith("1 addendum")


def test_actions_print_with_owner_date_and_whether_done() -> None:
    done = VisitAction(text="Ring", done_on=EVENING.date(), done_by="DC Marsh")
    lines = rows(
        on_paper(
            a_visit(actions={PartId("a"): VisitAction(text="Refer"), PartId("b"): done})
        )
    )

    assert lines["Refer"] == (None, None, "not done")
    assert lines["Ring"][2] == "11 August 2026, DC Marsh"


def test_everything_an_input_says_is_on_the_paper() -> None:
    said = example_visit()
    visit = said_visit(said, a_whole_case(), a_visit().id, EVENING.date()).visit
    paper = texts(on_paper(visit))
    notes = [check["note"] for check in said["checks"].values() if "note" in check]

    for text in (said["seen"], said["said"], said["thought"], *notes):
        assert text in paper
    for officer in said["officers"].values():
        assert officer["name"] in paper
