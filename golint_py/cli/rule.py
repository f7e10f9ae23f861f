"""Explain a rule: what it finds, why it matters, a bad and a good example."""

import argparse

import msgspec

from golint_py.cli.terminal import put
from golint_py.config import ConfigError
from golint_py.diagnostics import DIAGNOSTICS
from golint_py.report.view import LEVELS
from golint_py.rule import Documented, discover, page, sections, title_of
from golint_py.text.nearest import nearest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `rule`."""
    parser.add_argument("id", nargs="?", metavar="ID", help="the rule, such as map/concurrent-access")
    parser.add_argument("--all", action="store_true", help="every rule")
    parser.add_argument("--output-format", choices=("text", "markdown", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    """Print the pages that were asked for."""
    if bool(arguments.id) == arguments.all:
        raise ConfigError("name one rule, or --all")
    there: list[Documented] = [*discover(), *DIAGNOSTICS]
    chosen = there if arguments.all else [_find(arguments.id, there)]
    if arguments.output_format == "json":
        objects = [describe(rule) for rule in chosen]
        data = msgspec.json.encode(objects if arguments.all else objects[0])
        put(msgspec.json.format(data, indent=2).decode() + "\n")
    elif arguments.output_format == "markdown":
        put("\n".join(page(rule) for rule in chosen))
    else:
        put("\n".join(f"{rule.id}\n\n{rule.doc.strip()}\n" for rule in chosen))
    return 0


def _find(wanted: str, there: list[Documented]) -> Documented:
    for rule in there:
        if rule.id == wanted:
            return rule
    close = nearest(wanted, [rule.id for rule in there], 0.4)
    hint = f"; did you mean {close}?" if close else "; `golint-py rules` lists them"
    raise ConfigError(f"there is no rule {wanted}{hint}")


def describe(documented: Documented) -> dict[str, object]:
    """A rule as data."""
    rule = documented.rule
    return {
        "id": documented.id,
        "title": title_of(documented.doc),
        "severity": LEVELS[rule.severity],
        "default": rule.default,
        "cwe": rule.cwe,
        "security-severity": rule.security,
        "fix": rule.fix.name.lower() if rule.fix is not None else None,
        "sections": {name: text for name, text in sections(documented.doc).items() if name},
    }
