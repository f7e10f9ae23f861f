"""What GitHub code scanning asks of a SARIF file, beyond the schema: a checker written from its documentation.

https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

import json
import re
import zlib
from collections.abc import Iterator
from typing import Any

from golint_py.report.line_hash import line_hashes

LEVELS = ("error", "warning", "note", "none")
KINDS = frozenset(
    """acquire branch call caution danger enter exit false function handler implicit lock memory release resource return
    scope taint true unknown unreachable value""".split()
)


def violations(text: str, sources: dict[str, bytes] | None = None) -> list[str]:
    """Everything in the file that GitHub would refuse, ignore or show badly. `sources` are files by path."""

    log = json.loads(text)
    found = []
    if log.get("version") != "2.1.0" or not str(log.get("$schema", "")).startswith("https://"):
        found.append("not SARIF 2.1.0 with its schema")
    if len(zlib.compress(text.encode(), 6)) > 10_000_000:
        found.append("larger than 10 MB")
    if len(log["runs"]) > 20:
        found.append("more than 20 runs")
    for run in log["runs"]:
        found += _run(run, sources or {})
    return found


def _run(run: dict[str, Any], sources: dict[str, bytes]) -> Iterator[str]:
    driver = run["tool"]["driver"]
    if not driver.get("name") or not re.fullmatch(r"\d+\.\d+\.\d+.*", driver.get("semanticVersion", "")):
        yield "the tool has no name or semantic version"
    identity = run.get("automationDetails", {}).get("id", "")
    if "/" not in identity:
        yield f"no category: {identity!r}"
    if run.get("columnKind") not in ("utf16CodeUnits", "unicodeCodePoints"):
        yield "the unit of columns is not said"
    if not isinstance(run.get("results"), list):
        yield "no results"
        return
    rules = driver.get("rules", [])
    if len(run["results"]) > 25_000 or len(rules) > 25_000:
        yield "too many results or rules"
    for rule in rules:
        yield from (f"{rule.get('id')}: {one}" for one in _rule(rule))
    for number, result in enumerate(run["results"]):
        where = f"results[{number}] ({result.get('ruleId')})"
        yield from (f"{where}: {one}" for one in _result(result, rules, sources))
    prints = [one.get("partialFingerprints", {}).get("golintPy/v1") for one in run["results"]]
    if len(set(prints)) != len(prints):
        yield "two results have one fingerprint"


def _rule(rule: dict[str, Any]) -> Iterator[str]:
    if not 0 < len(rule.get("name", "")) <= 255:
        yield "name"
    for key in ("shortDescription", "fullDescription"):
        if not 0 < len(rule.get(key, {}).get("text", "")) <= 1024:
            yield key
    for key in ("text", "markdown"):
        if not rule.get("help", {}).get(key, "").strip():
            yield f"help.{key}"
    for heading in ("## Bad", "## Good", "## Fix"):
        if heading not in rule["help"]["markdown"]:
            yield f"the help has no {heading}"
    if rule.get("defaultConfiguration", {}).get("level") not in LEVELS:
        yield "level"
    properties = rule.get("properties", {})
    if len(properties.get("tags", [])) > 10:
        yield "more than ten tags"
    if properties.get("precision") not in ("very-high", "high", "medium", "low"):
        yield "precision"
    if properties.get("problem.severity") not in ("error", "warning", "recommendation"):
        yield "problem.severity"
    severity = properties.get("security-severity")
    if severity is not None and not (isinstance(severity, str) and 0 < float(severity) <= 10):
        yield "security-severity"
    if ("security" in properties.get("tags", [])) != (severity is not None):
        yield "the tag security and a security severity go together"


def _result(result: dict[str, Any], rules: list[dict[str, Any]], sources: dict[str, bytes]) -> Iterator[str]:
    index = result.get("ruleIndex")
    if index is None or rules[index]["id"] != result["ruleId"]:
        yield "it does not point at its rule"
    if result.get("level") not in LEVELS:
        yield "level"
    text = result.get("message", {}).get("text", "")
    if not text.strip():
        yield "no message"
    if len(result.get("locations", [])) != 1:
        yield "not one location"
        return
    yield from _physical(result["locations"][0], one_line=True)
    yield from _links(text, result.get("relatedLocations", []))
    for flow in result.get("codeFlows", []):
        yield from _flow(flow)
    for fix in result.get("fixes", []):
        changes = fix.get("artifactChanges") or []
        if not changes or not all(change.get("replacements") for change in changes):
            yield "a fix without edits"
    yield from _hash(result, sources)
    for key in ("suppressions", "baselineState"):
        if key in result:
            yield f"{key}: GitHub ignores it and opens an alert"


def _links(text: str, related: list[dict[str, Any]]) -> Iterator[str]:
    """Related places are shown only where the message links to them, and every link leads somewhere."""
    linked = {int(number) for number in re.findall(r"(?<!\\)\]\((\d+)\)", text)}
    identities = [one.get("id") for one in related]
    if linked != set(identities) or len(set(identities)) != len(identities):
        yield f"links {sorted(linked)} and related places {identities} differ"
    if len(related) > 100:
        yield "more than 100 related places"
    for one in related:
        yield from _physical(one, one_line=True)


def _flow(flow: dict[str, Any]) -> Iterator[str]:
    if not flow.get("threadFlows"):
        yield "a code flow without thread flows"
    for thread in flow.get("threadFlows", []):
        if not 0 < len(thread.get("locations", [])) <= 1000:
            yield "a thread flow without steps, or with more than are shown"
        for step in thread.get("locations", []):
            yield from _physical(step["location"], one_line=True)
            if not step["location"].get("message", {}).get("text"):
                yield "a step without a message"
            unknown = set(step.get("kinds", [])) - KINDS
            if unknown:
                yield f"kinds that SARIF does not know: {sorted(unknown)}"


def _physical(location: dict[str, Any], one_line: bool) -> Iterator[str]:
    physical = location["physicalLocation"]
    uri, region = physical["artifactLocation"]["uri"], physical["region"]
    if not uri or re.match(r"/|[a-z]+:", uri) or ".." in uri.split("/") or re.search(r"[^!-~]", uri):
        yield f"the address {uri!r} is not relative to the root"
    values = [region.get(name, 0) for name in ("startLine", "startColumn", "endLine", "endColumn")]
    if min(values) < 1 or values[0] > values[2] or (values[0] == values[2] and values[1] > values[3]):
        yield f"the region {values}"
    if one_line and values[0] != values[2]:
        yield "a region of several lines: pull requests show it only where all of them have changed"


def _hash(result: dict[str, Any], sources: dict[str, bytes]) -> Iterator[str]:
    printed = result.get("partialFingerprints", {}).get("primaryLocationLineHash", "")
    if not re.fullmatch(r"[0-9a-f]{1,16}:\d+", printed):
        yield f"the line hash {printed!r}"
    physical = result["locations"][0]["physicalLocation"]
    data = sources.get(physical["artifactLocation"]["uri"])
    if data is not None and line_hashes(data)[physical["region"]["startLine"] - 1] != printed:
        yield "the hash of another line"
