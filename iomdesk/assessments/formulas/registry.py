"""The named formulas, with the inputs and numbers that each one needs."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from attrs import frozen

from iomdesk.assessments.formulas.combined import csrp, rsr
from iomdesk.assessments.formulas.dash import dash
from iomdesk.assessments.formulas.needs import needs
from iomdesk.assessments.formulas.ogrs3 import ogrs3
from iomdesk.assessments.formulas.osp_dc import osp_dc
from iomdesk.assessments.formulas.osp_iic import osp_iic
from iomdesk.assessments.formulas.points import ogp, ovp
from iomdesk.assessments.formulas.reoffending import reoffending
from iomdesk.assessments.formulas.serial_da import serial_da
from iomdesk.assessments.formulas.sexual import COUNTS, HISTORY
from iomdesk.assessments.formulas.tier import tier
from iomdesk.assessments.inputs import Inputs
from iomdesk.assessments.result import Result
from iomdesk.assessments.tables import Tables


@frozen(kw_only=True)
class Formula:
    """*inputs* are groups of which one name is needed; *numbers* are table paths."""

    compute: Callable[[Tables, Inputs], Result]
    inputs: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[tuple[str, ...], ...] = ()
    outputs: tuple[str, ...] = ()


TWO_YEARS = ("p_2yr", "percent_2yr")
BOTH_YEARS = ("p_1yr", "p_2yr", "percent_1yr", "percent_2yr")
OSP_DC = ("points", "percent", "band_reduced")
SEX = ("sex",)
START = ("date_at_start_of_follow_up", "age_at_start_of_follow_up")
TOTAL = ("total_sanctions_including_current", "previous_sanctions")
STATIC = (
    SEX,
    ("date_of_birth", "age_at_start_of_follow_up"),
    ("date_of_current_conviction", "age_at_current_conviction"),
    ("age_at_first_sanction", "date_of_first_sanction"),
    ("assessment_date", "offence_free_months_capped_36"),
    ("offence_category", "home_office_code"),
    TOTAL,
)
VIOLENT = (*STATIC, ("violent_sanctions",))
SEXUAL = ((HISTORY,), *((count,) for count in COUNTS))
LAST_SEXUAL = (
    "date_of_most_recent_sexual_sanction",
    "age_at_most_recent_sexual_sanction",
)
ALIKE = ("no_fixed_abode_or_transient", "unemployed", "pro_criminal_attitudes")
OVP_ANSWERS = tuple(
    (name,)
    for name in (
        *ALIKE,
        "recognises_impact_on_others",
        "current_alcohol_problem",
        "binge_or_excessive_alcohol",
        "current_psychiatric_treatment",
        "temper_control_problem",
    )
)
OGP_ANSWERS = tuple(
    (name,)
    for name in (
        *ALIKE,
        "ogrs3_2yr_percent",
        "regular_activities_encourage_offending",
        "current_drug_misuse",
        "motivation_to_tackle_drugs",
        "problem_solving",
        "aware_of_consequences",
        "understands_others_views",
    )
)

FORMULAS: Mapping[str, Formula] = MappingProxyType(
    {
        "ogrs3": Formula(
            compute=ogrs3,
            inputs=(
                ("sex",),
                ("date_of_birth", "age_at_start_of_follow_up"),
                ("date_of_current_conviction", "age_at_current_conviction"),
                ("date_at_start_of_follow_up", "age_at_start_of_follow_up"),
                ("age_at_first_sanction", "date_of_first_sanction"),
                ("total_sanctions_including_current", "previous_sanctions"),
                ("offence_category", "home_office_code"),
                ("current_disposal",),
            ),
            numbers=(
                ("youngest",),
                ("copas",),
                ("intercept", "1yr"),
                ("intercept", "2yr"),
                ("sanction", "conviction_no_previous"),
                ("sanction", "conviction_with_previous"),
                ("age", "male"),
                ("age", "female"),
                ("offence",),
            ),
            outputs=BOTH_YEARS,
        ),
        "arp": Formula(compute=reoffending, inputs=STATIC, outputs=TWO_YEARS),
        "vrp": Formula(compute=reoffending, inputs=VIOLENT, outputs=TWO_YEARS),
        "svrp": Formula(compute=reoffending, inputs=VIOLENT, outputs=TWO_YEARS),
        "csrp": Formula(
            compute=csrp,
            inputs=(*VIOLENT, *SEXUAL, LAST_SEXUAL),
            outputs=(*TWO_YEARS, "percent", "parts"),
        ),
        "osp_dc": Formula(
            compute=osp_dc,
            inputs=(SEX, START, TOTAL, *SEXUAL, LAST_SEXUAL),
            outputs=(*TWO_YEARS, *OSP_DC),
        ),
        "osp_iic": Formula(
            compute=osp_iic, inputs=(SEX, *SEXUAL), outputs=(*TWO_YEARS, "percent")
        ),
        "rsr": Formula(
            compute=rsr,
            inputs=(*VIOLENT, *SEXUAL, LAST_SEXUAL),
            outputs=(*TWO_YEARS, "percent", "parts"),
        ),
        "ovp": Formula(
            compute=ovp,
            inputs=(SEX, START, TOTAL, ("violent_sanctions",), *OVP_ANSWERS),
            outputs=("points", *BOTH_YEARS),
        ),
        "ogp": Formula(
            compute=ogp, inputs=OGP_ANSWERS, outputs=("points", *BOTH_YEARS)
        ),
        "needs": Formula(
            compute=needs, inputs=(("section",),), outputs=("points", "level")
        ),
        "tier": Formula(
            compute=tier,
            inputs=(("arp",), ("csrp",), ("mappa",), ("rosh",)),
            outputs=("tier", "provisional"),
        ),
        "serial_da": Formula(
            compute=serial_da,
            outputs=("serial", "definition", "victims", "incidents", "window_from"),
        ),
        "dash": Formula(
            compute=dash,
            inputs=(("ticks", "tick_01"), ("professional_judgement_high",)),
            numbers=(("questions",),),
            outputs=("ticks", "not_known", "by_count", "level", "refer_to_marac"),
        ),
    }
)
