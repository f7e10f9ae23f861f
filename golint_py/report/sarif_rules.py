"""The rules of a run as SARIF rule metadata, within what GitHub code scanning reads and allows."""

from collections.abc import Iterable

import sarif_om

from golint_py.report.view import LEVELS
from golint_py.rule import Documented, page, sections, title_of
from golint_py.text.finding import Severity

_TAGS = 10
_NAME = 255
_TEXT = 1024
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}


def descriptors(rules: Iterable[Documented]) -> list[sarif_om.ReportingDescriptor]:
    """One descriptor per rule, in the given order."""
    return [_descriptor(rule) for rule in rules]


def _descriptor(documented: Documented) -> sarif_om.ReportingDescriptor:
    rule = documented.rule
    parts = sections(documented.doc)
    family = documented.id.partition("/")[0]
    tags = ["security", family] if rule.security > 0 else ["correctness", family]
    tags += [f"external/cwe/cwe-{number:03d}" for number in rule.cwe]
    properties: dict[str, object] = {
        "tags": tags[:_TAGS],
        "precision": "high",
        "problem.severity": _PROBLEM[rule.severity],
    }
    if rule.security > 0:
        properties["security-severity"] = f"{rule.security:.1f}"
    return sarif_om.ReportingDescriptor(
        id=documented.id,
        name=documented.id[:_NAME],
        short_description=sarif_om.MultiformatMessageString(text=title_of(documented.doc)[:_TEXT]),
        full_description=sarif_om.MultiformatMessageString(text=_flat(parts["What it finds"])[:_TEXT]),
        default_configuration=sarif_om.ReportingConfiguration(level=LEVELS[rule.severity]),
        help=sarif_om.MultiformatMessageString(text=documented.doc.strip(), markdown=page(documented)),
        properties=properties,
    )


def _flat(text: str) -> str:
    return " ".join(text.split())
