"""One report of many repositories: a SARIF log with one run for each, and a page for people."""

import json
import os
import pathlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from golint_py.fleet.repositories import Repository
from golint_py.fleet.visit import Outcome
from golint_py.report.sarif_limits import Encoded, notification
from golint_py.report.sarif_merge import problem
from golint_py.report.view import clean

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = ("error", "warning", "note")
Done = tuple[Repository, Outcome]


def run_of(repository: Repository, outcome: Outcome, version: str) -> Encoded:
    """The run of one repository. One that failed has a run that says why."""
    run = _logged(outcome.sarif) or {
        "tool": {"driver": {"name": "golint-py", "version": version, "semanticVersion": version}},
        "automationDetails": {"id": f"golint-py/{repository.name}/"},
        "columnKind": "utf16CodeUnits",
        "results": [],
    }
    if outcome.commit:
        source = {"repositoryUri": _uri(repository), "revisionId": outcome.commit}
        run["versionControlProvenance"] = [{**source, **({"branch": repository.ref} if repository.ref else {})}]
    if outcome.failure:
        before = (run.get("invocations") or [{}])[0].get("toolExecutionNotifications", [])
        notes = [*before, notification(outcome.failure, "error")]
        run["invocations"] = [{"executionSuccessful": False, "toolExecutionNotifications": notes}]
    return run


def sarif(runs: Sequence[Encoded]) -> str:
    """The log of all runs, whole: it is larger than what code scanning takes at once, which takes each repository's."""
    log = {"version": "2.1.0", "$schema": SCHEMA, "runs": list(runs)}
    return msgspec.json.format(msgspec.json.encode(log), indent=1).decode() + "\n"


def summary(done: Sequence[Done], runs: Sequence[Encoded]) -> str:
    """A line for each repository, and one for all."""
    width = max((len(repository.name) for repository, _ in done), default=0)
    counts = [counted(run) for run in runs]
    lines = [
        f"{clean(repository.name):<{width}}  {_words(outcome, count)}"
        for (repository, outcome), count in zip(done, counts, strict=True)
    ]
    total = sum(counts, Counter[str]())
    failed = sum(bool(outcome.failure) for _, outcome in done)
    last = f"{_plural(len(done), 'repository', 'repositories')}: {_findings(total)}"
    return "\n".join([*lines, "", last + (f"; {failed} failed" if failed else "")]) + "\n"


def counted(run: Encoded) -> Counter[str]:
    """The findings of a run that nothing suppresses, by level."""
    return Counter(one.get("level", "warning") for one in run.get("results", []) if not one.get("suppressions"))


def _logged(text: str) -> Encoded | None:
    try:
        log: Any = json.loads(text)
    except ValueError:
        return None
    if problem(log) or len(log["runs"]) != 1:
        return None
    run: Encoded = log["runs"][0]
    return run


def _uri(repository: Repository) -> str:
    place = repository.shown
    if "://" in place:
        return place
    if os.path.isabs(place):
        return pathlib.Path(place).as_uri()
    host, _, path = place.partition(":")
    return f"ssh://{host}/{path.lstrip('/')}"


def _words(outcome: Outcome, count: Counter[str]) -> str:
    found = _findings(count)
    if outcome.failure:
        reason = clean(outcome.failure.strip().splitlines()[-1].removeprefix("golint-py: "))
        return f"failed: {reason}" + (f" ({found})" if count else "")
    return found


def _findings(count: Counter[str]) -> str:
    if not count.total():
        return "no findings"
    parts = ", ".join(_plural(count[level], level) for level in LEVELS if count[level])
    return f"{_plural(count.total(), 'finding')} ({parts})"


def _plural(number: int, word: str, several: str = "") -> str:
    return f"{number} {word if number == 1 else several or word + 's'}"
