"""What surrounds control and change: summary, contingency, exit, the person's view."""

from datetime import date

from attrs import evolve
from PySide6.QtWidgets import QWidget

from iomdesk.plans.parts import Agreement, Contingency
from ui.plans.page_view import PlanPage
from ui.plans.words import AGREEMENTS, EXIT, SUMMARY
from ui.shown import Option
from ui.widgets.choice import Choice
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.editors import DateEdit, LineEdit, TextEdit
from ui.widgets.fields import Field
from ui.widgets.pages import bare_layout
from ui.widgets.part_list import PartList, PartRow


class SummaryPage(PlanPage):
    def build(self) -> None:
        self.situation, self.considerations = TextEdit(3), TextEdit(2)
        self.answers = {key: TextEdit(2) for key, _ in SUMMARY}
        now = self.card("The situation now")
        self.field(now, "Situation", self.situation)
        self.field(now, "What to bear in mind", self.considerations, optional=True)
        six = self.card("Risk summary, six questions")
        held = QWidget()
        columns = ColumnsLayout(held, least=18)
        for key, words in SUMMARY:
            columns.addWidget(Field(words, self.answers[key]))
            self.answers[key].edited.connect(self.typed)
        six.body.addWidget(held)

    def draw(self) -> None:
        plan = self.plan()
        self.situation.set_value(plan.situation or "")
        self.considerations.set_value(plan.considerations or "")
        for key, editor in self.answers.items():
            editor.set_value(getattr(plan.risk_summary, key) or "")

    def take(self) -> None:
        said = {key: editor.value() or None for key, editor in self.answers.items()}
        plan = self.plan()
        self.viewmodel.edit(
            evolve(
                plan,
                situation=self.situation.value() or None,
                considerations=self.considerations.value() or None,
                risk_summary=evolve(plan.risk_summary, **said),
            )
        )


class ContingencyRow(PartRow):
    def __init__(self) -> None:
        super().__init__()
        self._part = Contingency(trigger="", action="")
        self._texts = {name: LineEdit() for name, _, _ in _CONTINGENCY}
        layout = bare_layout(self, gap=6)
        for names in (_CONTINGENCY[:2], _CONTINGENCY[2:]):
            held = QWidget()
            across = ColumnsLayout(held, least=10)
            for name, words, optional in names:
                field = Field(words, self._texts[name], optional=optional)
                across.addWidget(field)
                self._texts[name].edited.connect(self.edited)
            layout.addWidget(held)
        self.setFocusProxy(self._texts["trigger"])

    def value(self) -> Contingency:
        texts = {name: editor.value() for name, editor in self._texts.items()}
        return evolve(
            self._part,
            trigger=texts["trigger"],
            action=texts["action"],
            who=texts["who"] or None,
            by_when=texts["by_when"] or None,
            tell=texts["tell"] or None,
        )

    def set_value(self, part: Contingency) -> None:
        self._part = part
        for name, editor in self._texts.items():
            editor.set_value(getattr(part, name) or "")


class ContingencyPage(PlanPage):
    def build(self) -> None:
        self.rows = PartList(ContingencyRow, "Add what could go wrong", "line")
        self.card("If this happens, then that is done").body.addWidget(self.rows)
        self.rows.edited.connect(self.typed)

    def draw(self) -> None:
        held = self.plan().contingency
        order = sorted(held, key=lambda k: (held[k].rank, k))
        self.rows.set_values({key: held[key] for key in order})

    def take(self) -> None:
        ranked = {
            key: evolve(row, rank=rank)
            for rank, (key, row) in enumerate(self.rows.values().items())
        }
        self.viewmodel.edit(evolve(self.plan(), contingency=ranked))


class ExitPage(PlanPage):
    def build(self) -> None:
        self.exit = {key: TextEdit(2) for key, _ in EXIT}
        leaving = self.card("Exit strategy")
        for key, words in EXIT:
            self.field(leaving, words, self.exit[key])
        said = self.card("What the person says to the plan")
        options = [Option(key=a.value, words=w) for a, w in AGREEMENTS.items()]
        self.agreement = Choice(options)
        self.words, self.why = TextEdit(2), LineEdit()
        self.field(said, "Agreement", self.agreement)
        self.field(said, "In their own words", self.words, optional=True)
        self.field(said, "Why", self.why, optional=True)

    def draw(self) -> None:
        plan = self.plan()
        for key, editor in self.exit.items():
            editor.set_value(getattr(plan.exit_strategy, key) or "")
        self.agreement.set_value(plan.voice.agreement or "")
        self.words.set_value(plan.voice.words or "")
        self.why.set_value(plan.voice.why or "")

    def take(self) -> None:
        said = {key: editor.value() or None for key, editor in self.exit.items()}
        agreement, plan = self.agreement.value(), self.plan()
        voice = evolve(
            plan.voice,
            agreement=Agreement(agreement) if agreement else None,
            words=self.words.value() or None,
            why=self.why.value() or None,
        )
        leaving = evolve(plan.exit_strategy, **said)
        self.viewmodel.edit(evolve(plan, exit_strategy=leaving, voice=voice))


class ReviewPage(PlanPage):
    def build(self) -> None:
        today: date = self.viewmodel.today
        self.review, self.every = DateEdit(today), LineEdit()
        self.why, self.reason = LineEdit(), LineEdit()
        card = self.card("Review, and how often the person is seen")
        self.field(card, "Review by", self.review)
        self.field(card, "Why this version", self.reason, optional=True)
        self.field(card, "Months between visits", self.every, optional=True)
        self.field(card, "Why this often", self.why, optional=True)

    def draw(self) -> None:
        plan = self.plan()
        if not self.review.hasFocus():
            self.review.set_value(plan.review_on)
        self.reason.set_value(plan.review_reason or "")
        if not self.every.hasFocus():
            self.every.set_value(str(plan.visit_every_months or ""))
        self.why.set_value(plan.visit_every_why or "")

    def take(self) -> None:
        plan, months = self.plan(), self.every.value()
        held = plan.review_on
        self.viewmodel.edit(
            evolve(
                plan,
                review_on=held if self.review.problem() else self.review.value(),
                review_reason=self.reason.value() or None,
                visit_every_months=int(months) if months.isdigit() else None,
                visit_every_why=self.why.value() or None,
            )
        )


_CONTINGENCY = (
    ("trigger", "If", False),
    ("action", "Then", False),
    ("who", "Who", True),
    ("by_when", "By when", True),
    ("tell", "Who is told", True),
)
