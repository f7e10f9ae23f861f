"""One finding as a SARIF result: places, message with links, code flows, fingerprints."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

import msgspec
import sarif_om

from golint_py.report.line_hash import line_hashes
from golint_py.report.places import Place, Unit, one_line, place
from golint_py.report.sarif_limits import RELATED, STEPS
from golint_py.report.view import LEVELS, View
from golint_py.text.edits import Fix
from golint_py.text.finding import By, Finding, Silenced, Step, Thread
from golint_py.text.span import Span


class Hashes:
    """GitHub's line hashes of the files of a report, each file hashed once."""

    __slots__ = ("_known", "_view")

    def __init__(self, view: View) -> None:
        self._view = view
        self._known: dict[str, list[str]] = {}

    def of(self, span: Span) -> str:
        """The hash of the line that the span starts on."""
        source = self._view.sources.get(span.path)
        if span.path not in self._known:
            self._known[span.path] = line_hashes(source.data)
        return self._known[span.path][source.line_of(span.start) - 1]


def result(
    finding: Finding[Span], identity: str, rule_index: int, view: View, hashes: Hashes, silenced: Silenced | None = None
) -> sarif_om.Result:
    """The result; `rule_index` is -1 for a rule without metadata, `silenced` says why it is not shown."""
    related = _related(finding)[:RELATED]
    return sarif_om.Result(
        rule_id=finding.rule,
        rule_index=rule_index,
        level=LEVELS[finding.severity],
        message=sarif_om.Message(text=_message(finding.message, related)),
        locations=[sarif_om.Location(physical_location=_physical(finding.place, view, snippet=True))],
        related_locations=[
            sarif_om.Location(
                id=number,
                physical_location=_physical(span, view),
                message=sarif_om.Message(text=text),
            )
            for number, (span, text) in enumerate(related, 1)
        ]
        or None,
        code_flows=_code_flows(finding.threads, view) or None,
        partial_fingerprints={"primaryLocationLineHash": hashes.of(finding.place), "golintPy/v1": identity},
        fixes=[_fix(fix, view) for fix in view.fixes(finding) if fix.edits] or None,
        suppressions=[_suppression(silenced)] if silenced is not None else None,
        baseline_state="unchanged" if silenced is not None and silenced.by is not By.DIRECTIVE else None,
        rank=finding.rank,
        properties={
            "confidence": finding.confidence.name.lower(),
            "subject": finding.subject,
            "function": finding.function,
        },
    )


def _suppression(silenced: Silenced) -> dict[str, str]:
    """Accepted by a comment in the source, or by a file or revision outside of it. sarif-om does not know `status`."""
    inside = silenced.by is By.DIRECTIVE
    words = {By.DIRECTIVE: "", By.BASELINE: "known in the baseline ", By.BASE: "found in the base revision, too: "}
    text = (words[silenced.by] + silenced.why).encode("utf-8", "replace").decode()
    made = {"kind": "inSource" if inside else "external", "status": "accepted"}
    return {**made, "justification": text} if text else made


def shortened(finding: Finding[Span]) -> Iterable[str]:
    """What of the finding does not fit into a result, in words."""
    related = len(_related(finding))
    if related > RELATED:
        yield f"{RELATED} of {related} related places are given"
    for thread in finding.threads:
        if len(thread.steps) > STEPS:
            yield f"the last {STEPS} of {len(thread.steps)} steps of {thread.name} are given"


def problem(encoded: dict[str, Any]) -> str:
    """Why GitHub would refuse the result (and with it the whole file), "" if it would not."""
    try:
        msgspec.json.encode(encoded)
    except UnicodeEncodeError:
        return "it holds text that is not Unicode"
    for physical in _physicals(encoded):
        region, uri = physical["region"], physical["artifactLocation"]["uri"]
        if not uri or uri.startswith("/") or "://" in uri or ".." in uri.split("/"):
            return f"{uri or 'the empty path'} is no path below the root"
        if not 1 <= region["startLine"] <= region["endLine"] or region["startColumn"] < 1:
            return "its region is no place in a file"
        if region["startLine"] == region["endLine"] and region["endColumn"] < region["startColumn"]:
            return "its region ends before it starts"
    return "" if encoded["message"].get("text") else "it has no message"


def _physicals(encoded: Any) -> Iterable[dict[str, Any]]:
    """Every physical location in there, by an explicit stack."""
    stack = [encoded]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            if "artifactLocation" in here and "region" in here:
                yield here
            stack.extend(here.values())
        elif isinstance(here, list):
            stack.extend(here)


def uri(path: str) -> str:
    """A relative path as a relative URI reference; a first segment with a colon is no scheme."""
    return quote(path.encode("utf-8", "surrogateescape"), safe="/~!$&'()*+,;=@")


def _related(finding: Finding[Span]) -> list[tuple[Span, str]]:
    """Places to link to: the other sides of a conflict first, then what the rule names; each once, none the primary."""
    wanted = [
        (thread.steps[-1].place, f"{thread.steps[-1].message} ({thread.name})")
        for thread in finding.threads
        if thread.steps
    ]
    wanted += [(one.place, one.message) for one in finding.related]
    found: dict[Span, str] = {}
    for span, text in wanted:
        if span != finding.place and span not in found:
            found[span] = text
    return list(found.items())


def _message(text: str, related: Sequence[tuple[Span, str]]) -> str:
    """The message, then a link per related place: code scanning shows only those that are linked."""
    links = [f"[{_link_text(label)}]({number})" for number, (_, label) in enumerate(related, 1)]
    plain = text.replace("](", "] (")
    stop = "" if plain.endswith((".", "!", "?")) else "."
    return f"{plain}{stop} See {', '.join(links)}." if links else plain


def _link_text(label: str) -> str:
    return label.replace("[", "(").replace("]", ")") or "here"


def _region(at: Place, snippet: str | None = None) -> sarif_om.Region:
    return sarif_om.Region(
        start_line=at.line,
        start_column=at.column,
        end_line=at.end_line,
        end_column=at.end_column,
        snippet=sarif_om.ArtifactContent(text=snippet) if snippet else None,
    )


def _physical(span: Span, view: View, snippet: bool = False) -> sarif_om.PhysicalLocation:
    source = view.sources.get(span.path)
    at = one_line(source, span, Unit.UTF16)
    end = min(span.end, source.line_end(at.line))
    text = source.data[span.start : end].decode("utf-8", "replace") if snippet else None
    return sarif_om.PhysicalLocation(
        artifact_location=sarif_om.ArtifactLocation(uri=uri(span.path)), region=_region(at, text)
    )


def _code_flows(threads: tuple[Thread[Span], ...], view: View) -> list[sarif_om.CodeFlow]:
    """One flow with a thread flow per goroutine and, where there are several, the same flattened for simple viewers.

    Execution orders are counted back from the last steps, which may run at the same time and so have the same number.
    """
    threads = tuple(thread for thread in threads if thread.steps)
    if not threads:
        return []
    last = max(len(thread.steps) for thread in threads)
    flows = []
    flat: list[tuple[int, int, sarif_om.ThreadFlowLocation]] = []
    for number, thread in enumerate(threads):
        locations = []
        for index, step in enumerate(thread.steps):
            order = last - len(thread.steps) + index + 1
            essential = index == len(thread.steps) - 1
            locations.append(_step(step, step.message, order, essential, view))
            if len(threads) > 1:
                flat.append((order, number, _step(step, f"{thread.name}: {step.message}", order, essential, view)))
        flows.append(
            sarif_om.ThreadFlow(
                id=f"{number + 1}: {thread.name}",
                message=sarif_om.Message(text=thread.name or "steps"),
                locations=_capped(locations),
            )
        )
    found = [sarif_om.CodeFlow(thread_flows=flows)]
    if flat:
        flat.sort(key=lambda entry: entry[:2])
        merged = sarif_om.ThreadFlow(locations=_capped([entry[2] for entry in flat]))
        found.append(
            sarif_om.CodeFlow(message=sarif_om.Message(text="the same, as one sequence"), thread_flows=[merged])
        )
    return found


def _capped(locations: list[sarif_om.ThreadFlowLocation]) -> list[sarif_om.ThreadFlowLocation]:
    """The last steps: they matter most, and a result may not have too many."""
    return locations[-STEPS:]


def _step(step: Step[Span], text: str, order: int, essential: bool, view: View) -> sarif_om.ThreadFlowLocation:
    return sarif_om.ThreadFlowLocation(
        location=sarif_om.Location(
            physical_location=_physical(step.place, view), message=sarif_om.Message(text=text or "here")
        ),
        kinds=list(step.kinds) or None,
        execution_order=order,
        importance="essential" if essential else "important",
        state={"locks held": sarif_om.MultiformatMessageString(text=", ".join(step.held))} if step.held else None,
    )


def _fix(fix: Fix, view: View) -> sarif_om.Fix:
    by_path: dict[str, list[sarif_om.Replacement]] = {}
    for edit in sorted(fix.edits):
        region = _region(place(view.sources.get(edit.span.path), edit.span, Unit.UTF16))
        text = edit.text.decode("utf-8", "replace")
        content = sarif_om.ArtifactContent(text=text) if text else None
        by_path.setdefault(edit.span.path, []).append(
            sarif_om.Replacement(deleted_region=region, inserted_content=content)
        )
    return sarif_om.Fix(
        description=sarif_om.Message(text=f"{fix.title} ({fix.safety.name.lower()})"),
        artifact_changes=[
            sarif_om.ArtifactChange(artifact_location=sarif_om.ArtifactLocation(uri=uri(path)), replacements=several)
            for path, several in by_path.items()
        ],
    )
