"""What screens have done with a person."""

from iomdesk.assessments import recording
from iomdesk.cases import actions
from ui.deeds import deed

answer_question = deed(actions.answer_question)
set_risk = deed(actions.set_risk)
set_rag = deed(actions.set_rag)
add_marker = deed(actions.add_marker)
add_address = deed(actions.add_address)
record_score = deed(recording.record_score, "The score is recorded.")
withdraw_score = deed(recording.withdraw_recorded_score)
