"""The report as SARIF 2.1.0, as GitHub code scanning accepts it: one broken result would lose all the others."""

import msgspec
import sarif_om

from golint_py.report.sarif_encode import plain
from golint_py.report.sarif_result import Hashes, problem, result, uri
from golint_py.report.sarif_rules import descriptors
from golint_py.report.view import View
from golint_py.text.finding import Report, Skipped
from golint_py.text.fingerprint import identities

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
RESULTS = 25_000


def write(report: Report, view: View) -> str:
    """A log with one run. Suppressed findings are not in it: GitHub would open alerts for them."""
    notifications = [_skipped(skipped, view) for skipped in report.skipped]
    if report.failures:
        notifications.append(_notification(f"golint-py failed in {report.failures} places", "error"))
    results = _results(report, view, notifications)
    run = sarif_om.Run(
        tool=sarif_om.Tool(
            driver=sarif_om.ToolComponent(
                name="golint-py",
                version=view.version or None,
                semantic_version=view.version or None,
                rules=descriptors(view.rules),
            )
        ),
        automation_details=sarif_om.RunAutomationDetails(id="golint-py/"),
        column_kind="utf16CodeUnits",
        invocations=[
            sarif_om.Invocation(
                execution_successful=report.failures == 0,
                tool_execution_notifications=notifications or None,
            )
        ],
        results=[],
    )
    log = sarif_om.SarifLog(version="2.1.0", schema_uri=SCHEMA, runs=[run])
    data = plain(log)
    data["runs"][0]["results"] = results
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"


def _results(report: Report, view: View, notifications: list[sarif_om.Notification]) -> list[dict[str, object]]:
    """Encoded results. What GitHub would refuse becomes a notification, and so does a number over its limit."""
    index = {rule.id: number for number, rule in enumerate(view.rules)}
    hashes = Hashes(view)
    found: list[dict[str, object]] = []
    pairs = list(zip(report.findings, identities(report.findings), strict=True))
    if len(pairs) > RESULTS:
        pairs.sort(key=lambda pair: (-pair[0].severity, -pair[0].confidence))
        text = f"{RESULTS} of {len(pairs)} findings are in this file, the most severe: code scanning takes no more"
        notifications.append(_notification(text, "warning"))
        del pairs[RESULTS:]
    for finding, identity in pairs:
        encoded = plain(result(finding, identity, index.get(finding.rule, -1), view, hashes))
        wrong = problem(encoded)
        if wrong:
            text = f"a finding of {finding.rule} is left out, for {wrong}: {finding.message}"
            notifications.append(_notification(text.encode("utf-8", "replace").decode(), "error"))
        else:
            found.append(encoded)
    return found


def _notification(text: str, level: str) -> sarif_om.Notification:
    return sarif_om.Notification(message=sarif_om.Message(text=text), level=level)


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
