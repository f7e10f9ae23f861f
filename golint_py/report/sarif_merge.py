"""Several SARIF logs as one: the shards of a repository, or the same code in several build configurations.

Runs of the same golint-py in the same category become one run; what several of them found is there once. Runs of other
tools stay as they are.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from golint_py.report.sarif_limits import RUNS, Encoded, cut, notify

OURS = "golintPy/v1"


class MergeError(Exception):
    """Logs that cannot be merged; the text says why."""


def problem(log: Any) -> str:
    """Why this is no SARIF log of version 2.1.0, "" if it is one."""
    if not isinstance(log, dict) or log.get("version") != "2.1.0":
        return "not SARIF 2.1.0"
    runs = log.get("runs")
    if not isinstance(runs, list) or not all(isinstance(run, dict) for run in runs):
        return "no list of runs"
    for run in runs:
        driver = run.get("tool", {}).get("driver") if isinstance(run.get("tool"), dict) else None
        if not isinstance(driver, dict) or not isinstance(driver.get("name"), str):
            return "a run without a tool"
        results = run.get("results", [])
        if not isinstance(results, list) or not all(isinstance(one, dict) for one in results):
            return "results that are no objects"
    return ""


def merge(logs: Sequence[Encoded], category: str = "") -> Encoded:
    """One log with the runs of all. A `category` is given to every run of golint-py. Raises `MergeError`."""
    groups: dict[str, list[Encoded]] = {}
    for run in (run for log in logs for run in log["runs"]):
        if category and _name(run) == "golint-py":
            run = {**run, "automationDetails": {**run.get("automationDetails", {}), "id": f"{category}/"}}
        groups.setdefault(_group(run), []).append(run)
    try:
        runs = [_merged(several) if _name(several[0]) == "golint-py" else several[0] for several in groups.values()]
    except (AttributeError, KeyError, TypeError) as error:
        raise MergeError("a run that calls itself golint-py's and is not") from error
    if len(runs) > RUNS:
        text = f"{len(runs)} runs are left, and code scanning takes {RUNS}"
        raise MergeError(f"{text}; --category makes those of golint-py one")
    schema = next((log["$schema"] for log in logs if "$schema" in log), None)
    return {**({"$schema": schema} if schema else {}), "version": "2.1.0", "runs": runs}


def _name(run: Encoded) -> str:
    return str(run["tool"]["driver"]["name"])


def _group(run: Encoded) -> str:
    """Equal for runs that can be one; for other tools only for runs that are the same."""
    driver = run["tool"]["driver"]
    if _name(run) != "golint-py":
        return json.dumps(run, sort_keys=True)
    version = driver.get("semanticVersion") or driver.get("version")
    return json.dumps([version, run.get("automationDetails", {}).get("id"), run.get("columnKind")])


def _merged(runs: Sequence[Encoded]) -> Encoded:
    if len(runs) == 1:
        return runs[0]
    rules: dict[str, Encoded] = {}
    named: list[list[str]] = []
    for run in runs:
        named.append([rule["id"] for rule in run["tool"]["driver"].get("rules", [])])
        for rule in run["tool"]["driver"].get("rules", []):
            rules.setdefault(rule["id"], rule)
    ordered = named[0] if all(names == named[0] for names in named) else sorted(rules)
    number = {name: at for at, name in enumerate(ordered)}
    found: dict[str, Encoded] = {}
    for result in (result for run in runs for result in run.get("results", [])):
        name = _identity(result)
        # What one run suppresses and another one does not is not suppressed.
        if name not in found or (found[name].get("suppressions") and not result.get("suppressions")):
            found[name] = _renumbered(result, number)
    results, notes = cut(_told_apart(sorted(found.values(), key=_place)))
    driver = {**runs[0]["tool"]["driver"], "rules": [rules[name] for name in ordered]}
    whole = {**runs[0], "tool": {**runs[0]["tool"], "driver": driver}, "results": results}
    whole["invocations"] = [_invocation(runs)]
    notify(whole, notes)
    return whole


def _identity(result: Encoded) -> str:
    """Equal for the same finding: rule, our fingerprint without its ordinal, which counts within a run, and place."""
    prints = result.get("partialFingerprints", {})
    digest = str(prints.get(OURS, "")).partition(":")[0]
    if not digest:
        return json.dumps(result, sort_keys=True)
    return json.dumps([result.get("ruleId"), digest, _place(result)])


def _place(result: Encoded) -> tuple[str, int, int, str]:
    """For sorting: file, line, column, rule."""
    locations = result.get("locations") or [{}]
    physical = locations[0].get("physicalLocation", {})
    region = physical.get("region", {})
    uri = physical.get("artifactLocation", {}).get("uri", "")
    return (uri, region.get("startLine", 0), region.get("startColumn", 0), str(result.get("ruleId", "")))


def _renumbered(result: Encoded, number: Mapping[str, int]) -> Encoded:
    """The result with the index of its rule in the merged run."""
    rest = {key: value for key, value in result.items() if key != "ruleIndex"}
    index = number.get(str(result.get("ruleId")))
    return rest if index is None else {**rest, "ruleIndex": index}


def _told_apart(results: Iterable[Encoded]) -> list[Encoded]:
    """The results with the ordinals of their fingerprints counted anew."""
    seen: dict[str, int] = {}
    found = []
    for result in results:
        prints = result.get("partialFingerprints", {})
        digest = str(prints.get(OURS, "")).partition(":")[0]
        if digest:
            seen[digest] = seen.get(digest, 0) + 1
            result = {**result, "partialFingerprints": {**prints, OURS: f"{digest}:{seen[digest]}"}}
        found.append(result)
    return found


def _invocation(runs: Sequence[Encoded]) -> Encoded:
    """One invocation for all: successful if each was, with every notification once."""
    several = [one for run in runs for one in run.get("invocations", [])]
    notes: dict[str, Encoded] = {}
    for one in several:
        for note in one.get("toolExecutionNotifications", []):
            notes.setdefault(json.dumps(note, sort_keys=True), note)
    whole: Encoded = {"executionSuccessful": all(one.get("executionSuccessful", True) for one in several)}
    return {**whole, "toolExecutionNotifications": list(notes.values())} if notes else whole
