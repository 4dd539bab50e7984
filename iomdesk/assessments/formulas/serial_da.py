"""Serial domestic abuse perpetrator, by the definition that a version names."""

from collections.abc import Iterator
from typing import Any

from iomdesk.assessments.inputs import Inputs
from iomdesk.assessments.result import Line, Result, line
from iomdesk.assessments.serial import (
    DaEvent,
    DaHistory,
    Definition,
    Serial,
    Weighed,
    serial,
)
from iomdesk.assessments.tables import Tables
from iomdesk.dates import date_text
from iomdesk.records.codec import from_input


def serial_da(tables: Tables, inputs: Inputs) -> Result:
    """Return whether the events meet the definition, with each event in the working."""
    variant = tables.variant or tables.text("chosen")
    rule = from_input(Definition, tables.part_of("variants", variant))
    said: dict[str, Any] = {name: inputs.value(name) for name in inputs.names()}
    history = from_input(DaHistory, said)
    found = serial(history, rule)
    met = found.last_met_on
    return Result(
        outputs={
            "serial": found.is_serial,
            "definition": rule.label,
            "victims": found.victims,
            "incidents": found.incidents,
            "window_from": found.window_from.isoformat(),
            **({"last_met_on": met.isoformat()} if met else {}),
        },
        variant=variant,
        missing=_missing(history, rule),
        working=tuple(_working(history, rule, found)),
    )


def _missing(history: DaHistory, rule: Definition) -> tuple[str, ...]:
    """Name what the definition asks for and the input does not say."""
    unsaid = rule.least_age is not None and history.date_of_birth is None
    return ("date_of_birth",) if unsaid else ()


def _working(history: DaHistory, rule: Definition, found: Serial) -> Iterator[Line]:
    yield line("Definition", rule.label, rule.source)
    on = date_text(history.assessment_date)
    yield line("Window", f"{date_text(found.window_from)} to {on}", rule.source)
    for one in found.events:
        yield line(_event(one.event), _counted(one, found))
    apart = "unconnected victims" if rule.victims_unconnected else "different victims"
    yield line(
        f"{apart.capitalize()}: at least {rule.least_victims}",
        found.victims,
        rule.source,
    )
    if _missing(history, rule):
        yield line(f"Aged {rule.least_age} or over", "not checked: no date of birth")
    yield line(f"Incidents: at least {rule.least_events}", found.incidents, rule.source)
    yield line("Serial perpetrator", "yes" if found.is_serial else "no", rule.source)


def _event(event: DaEvent) -> str:
    words = (event.relationship, event.conduct, event.standing)
    said = ", ".join(word.value.replace("_", " ") for word in words)
    return f"{date_text(event.on)}, victim {event.victim}: {said}"


def _counted(weighed: Weighed, found: Serial) -> str:
    if weighed.why_not:
        return f"not counted: {weighed.why_not}"
    victim = weighed.event.victim
    group = found.groups[victim]
    return "counted" if group == victim else f"counted, connected with {group}"
