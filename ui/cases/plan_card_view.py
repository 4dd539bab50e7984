"""Where the plan stands, on the summary."""

from iomdesk.plans.coverage import answered_words, coverage
from iomdesk.plans.needs import assessed_needs
from iomdesk.plans.plan import all_steps, is_done, newest_agreed, newest_draft
from iomdesk.plans.sign_off import unseen_words
from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.reading import Held
from ui.saying import counted, day_words
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.progress import bar
from ui.widgets.text import text


def plan_card(viewmodel: PersonViewModel, held: Held) -> Card:
    plan = newest_agreed(held.plans) or newest_draft(held.plans)
    if plan is None:
        return _no_plan(viewmodel)
    card = Card(f"Plan, version {plan.version}")
    today = viewmodel.today
    agreed = (
        f"agreed {day_words(plan.agreed_at.date(), today)}"
        if plan.agreed_at
        else "draft, not agreed"
    )
    review = (
        f" · review by {day_words(plan.review_on, today)}" if plan.review_on else ""
    )
    card.body.addWidget(text(agreed + review, "small", wrap=True))
    if unseen := unseen_words(plan):
        card.body.addWidget(text(unseen.capitalize(), "small-strong", wrap=True))
    card.body.addWidget(text("Control", "strong"))
    asked = coverage(
        plan, held.case, assessed_needs(held.assessments, plan.pathway_set), today
    )
    for kind in ("risk", "condition"):
        if words := answered_words(asked, kind):
            card.body.addWidget(text(words, wrap=True))
    for one in (a for a in asked if a.kind != "need" and not a.is_answered):
        card.body.addWidget(text(f"No line for: “{one.words}”", "danger", wrap=True))
    card.body.addWidget(text("Change", "strong"))
    steps = all_steps(plan)
    done = sum(is_done(step) for step in steps.values())
    goals = counted(len(plan.objectives), "goal")
    words = f"{goals} · {done} of {counted(len(steps), 'step')} done"
    card.body.addWidget(text(words, wrap=True))
    card.body.addWidget(bar("Steps done", done, max(1, len(steps))))
    card.body.addStretch(1)
    return card


def _no_plan(viewmodel: PersonViewModel) -> Card:
    card = Card("Plan")
    words = "No plan is written yet. It says what holds the risk down and what changes."
    card.body.addWidget(text(words, "muted", wrap=True))
    write = Button("Write the plan")
    write.clicked.connect(viewmodel.open_plan)
    card.body.addWidget(write)
    card.body.addStretch(1)
    return card
