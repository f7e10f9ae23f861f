"""List the directives that silence findings: where, which rules, why, until when, and whether they still do."""

import argparse
from collections import Counter

import msgspec

from golint_py.cli import analysis
from golint_py.cli.terminal import put
from golint_py.directive import Use
from golint_py.report.summary import count
from golint_py.report.view import Sources, View, clean, label


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `suppressions`."""
    parser.usage = "golint-py suppressions [OPTIONS] [PATH ...]"
    analysis.add_arguments(parser)
    parser.add_argument("--output-format", dest="listing", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    """Analyse, so as to know what is used, and list. The exit code is 0, or 2 for a failure."""
    options = analysis.wanted(arguments).options
    found = analysis.analyse(arguments, options)
    view = View(sources=Sources(found.tree.read), shown=analysis.shown(options.root))
    put(_text(found.uses, view) if arguments.listing == "text" else _json(found.uses, view))
    return 2 if found.report.failures else 0


def _text(uses: tuple[Use, ...], view: View) -> str:
    lines = [_line(use, view) for use in uses]
    states = Counter(use.state for use in uses)
    parts = ", ".join(f"{states[state]} {state}" for state in sorted(states))
    lines.append(f"{count(len(uses), 'suppression')} ({parts})" if uses else "No suppressions")
    return "\n".join(lines) + "\n"


def _line(use: Use, view: View) -> str:
    one = use.directive
    state = f"used ({count(use.findings, 'finding')})" if use.state == "used" else use.state
    until = f" until {one.until}" if one.until else ""
    tool = f" [{one.tool}]" if one.tool else ""
    why = one.problem or one.why or "no reason given"
    rules = ", ".join(one.rules) or "-"
    return f"{label(view, one.span)}: {state}: {clean(rules + tool + until)}: {clean(why)}"


def _json(uses: tuple[Use, ...], view: View) -> str:
    rows = []
    for use in uses:
        one = use.directive
        source = view.sources.get(one.span.path)
        start = {"line": source.line_of(one.span.start), "column": source.column_bytes(one.span.start)}
        facts = {"tool": one.tool or "golint", "rules": one.rules, "why": one.why, "until": one.until or None}
        made = {"state": use.state, "findings": use.findings, "problem": one.problem or None}
        rows.append({"path": one.span.path.encode("utf-8", "replace").decode(), **start, **facts, **made})
    whole = {"version": "1", "suppressions": rows}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"
