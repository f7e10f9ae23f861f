"""The report as SARIF 2.1.0, as GitHub code scanning accepts it: one broken result would lose all the others."""

import sarif_om

from golint_py.report.sarif_encode import plain
from golint_py.report.sarif_limits import Encoded, cut, encode, notification, notify
from golint_py.report.sarif_result import Hashes, problem, result, shortened, uri
from golint_py.report.sarif_rules import descriptors
from golint_py.report.view import View
from golint_py.text.finding import Finding, Report, Silenced, Skipped
from golint_py.text.fingerprint import identities
from golint_py.text.span import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write(report: Report, view: View) -> str:
    """A log with one run. Suppressed findings are in it only where the view says so: GitHub opens alerts for them."""
    notifications = [plain(_skipped(skipped, view)) for skipped in report.skipped]
    if report.failures:
        notifications.append(notification(f"golint-py failed in {report.failures} places", "error"))
    run = sarif_om.Run(
        tool=sarif_om.Tool(
            driver=sarif_om.ToolComponent(
                name="golint-py",
                version=view.version or None,
                semantic_version=view.version or None,
                rules=descriptors(view.rules),
            )
        ),
        automation_details=sarif_om.RunAutomationDetails(id=f"{view.category}/"),
        column_kind="utf16CodeUnits",
        invocations=[sarif_om.Invocation(execution_successful=report.failures == 0)],
        results=[],
    )
    log: Encoded = plain(sarif_om.SarifLog(version="2.1.0", schema_uri=SCHEMA, runs=[run]))
    results, notes = cut(_results(report, view, notifications))
    log["runs"][0]["results"] = results
    notify(log["runs"][0], [*notes, *notifications])
    return encode(log)


def _results(report: Report, view: View, notifications: list[Encoded]) -> list[Encoded]:
    """Encoded results. What GitHub would refuse becomes a notification."""
    index = {rule.id: number for number, rule in enumerate(view.rules)}
    hashes = Hashes(view)
    found: list[Encoded] = []
    wanted: list[tuple[Finding[Span], Silenced | None]] = [(finding, None) for finding in report.findings]
    if view.suppressed:
        wanted += [(one.finding, one) for one in report.suppressed]
    for (finding, silenced), identity in zip(wanted, identities(one for one, _ in wanted), strict=True):
        encoded = plain(result(finding, identity, index.get(finding.rule, -1), view, hashes, silenced))
        wrong = problem(encoded)
        if wrong:
            text = f"a finding of {finding.rule} is left out, for {wrong}: {finding.message}"
            notifications.append(notification(text, "error"))
            continue
        found.append(encoded)
        for text in shortened(finding):
            notifications.append(notification(f"{finding.rule} in {finding.place.path}: {text}", "note"))
    return found


def _skipped(skipped: Skipped, view: View) -> sarif_om.Notification:
    region = None
    if skipped.start >= 0:
        line = view.sources.get(skipped.path).line_of(skipped.start)
        region = sarif_om.Region(start_line=line)
    return sarif_om.Notification(
        message=sarif_om.Message(text=f"not analysed: {skipped.reason}"),
        level="warning",
        descriptor=sarif_om.ReportingDescriptorReference(id="golint/file-not-analysed"),
        locations=[
            sarif_om.Location(
                physical_location=sarif_om.PhysicalLocation(
                    artifact_location=sarif_om.ArtifactLocation(uri=uri(skipped.path)), region=region
                )
            )
        ],
    )
