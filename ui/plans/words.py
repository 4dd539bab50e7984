"""The plan's fixed words, as they stand on the screen."""

from iomdesk.plans.parts import Agreement, GoalStatus, Pillar, StepStatus

PILLARS = {
    Pillar.SUPERVISION: "Supervision",
    Pillar.MONITORING: "Monitoring and control",
    Pillar.INTERVENTIONS: "Interventions and treatment",
    Pillar.VICTIM_SAFETY: "Victim safety",
    Pillar.DISRUPTION: "Disruption",
}
GOALS = {
    GoalStatus.ACTIVE: "Being worked on",
    GoalStatus.FUTURE: "Later",
    GoalStatus.ACHIEVED: "Achieved",
    GoalStatus.REMOVED: "Removed",
}
STEPS = {
    StepStatus.NOT_STARTED: "Not started",
    StepStatus.IN_PROGRESS: "In progress",
    StepStatus.COMPLETED: "Done",
    StepStatus.CANNOT_BE_DONE_YET: "Cannot be done yet",
    StepStatus.NO_LONGER_NEEDED: "No longer needed",
}
AGREEMENTS = {
    Agreement.AGREES: "Agrees",
    Agreement.DOES_NOT_AGREE: "Does not agree",
    Agreement.COULD_NOT_ANSWER: "Could not answer",
}
SUMMARY = (
    ("who", "Who is at risk"),
    ("nature", "What the risk is"),
    ("when", "When it is likely to be greatest"),
    ("increases", "What makes it greater"),
    ("reduces", "What makes it smaller"),
    ("other", "Anything else"),
)
EXIT = (
    ("done", "What done looks like"),
    ("stays", "What stays in place"),
    ("ring", "Who to ring"),
)
