"""Fix what can be fixed safely: files, folders (with all below). Nothing is written where --diff only shows it."""

import argparse
import functools
import os
import sys

from msgspec import structs

from golint_py.cli import analysis
from golint_py.cli.terminal import put_patch, wants_color
from golint_py.config import ConfigError, Options, Policy, excluded, judge, rules_to_run
from golint_py.driver import check
from golint_py.fix.patch import unified
from golint_py.fix.plans import STRATEGIES, Bounds
from golint_py.fix.rounds import ALL, Applied, Checked, Families, Files, Outcome, Prove, Wish, asked_with
from golint_py.fix.rounds import run as run_rounds
from golint_py.fix.writing import NotWritten, write_all
from golint_py.prove.toolchain import LEVELS, GoMissing, prover
from golint_py.report.summary import count
from golint_py.report.text import concise_line
from golint_py.report.view import Sources, View
from golint_py.rule_index import known_rules
from golint_py.tasks import collect_seldom
from golint_py.text.finding import Confidence, Finding, Safety, Severity
from golint_py.text.span import Span


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `fix`."""
    parser.usage = "golint-py fix [OPTIONS] [PATH ...]"
    add = parser.add_argument
    analysis.add_arguments(parser)
    add("--diff", action="store_true", help="show the changes as a patch instead of making them; exit with 1 if any")
    add("--unsafe-fixes", action="store_true", help="also those that may change behaviour, see the page of the rule")
    add("--show-fixes", action="store_true", help="name each fix that was made")
    add("--strategy", choices=STRATEGIES, default="auto", help="how a map is guarded (default: auto)")
    add("--api", action="store_true", help="with wrapper and syncmap: exported maps too, in all packages of the paths")
    add(
        "--verify",
        choices=("parse", *LEVELS),
        default="parse",
        help="keep what passes; all but parse run the go command",
    )
    add("--exit-non-zero-on-fix", action="store_true", help="exit with 1 if something was changed")
    add("--quiet", action="store_true", help="say nothing but errors")


def run(arguments: argparse.Namespace) -> int:
    """Make the fixes; 0 done, 1 changes with --diff or --exit-non-zero-on-fix, 2 failure."""
    if arguments.paths == ["-"]:
        raise ConfigError("fix changes files; it does not go with standard input")
    rules = {rule.id: rule.rule.default for rule in known_rules()}
    options = analysis.wanted(arguments).options
    collect_seldom()  # trees and packages of several rounds
    done = run_rounds(functools.partial(analyse, options), _wish(arguments, options, rules))
    if arguments.diff:
        put_patch(b"".join(unified(path, done.before[path], after) for path, after in done.files.items()))
    else:
        _write(options, done)
    if not arguments.quiet:
        _tell(arguments, options, done)
    return int(bool(done.files) and (arguments.diff or arguments.exit_non_zero_on_fix))


def _wish(arguments: argparse.Namespace, options: Options, rules: dict[str, bool]) -> Wish:
    def wanted(finding: Finding[Span]) -> bool:
        return judge(options, finding, rules.get(finding.rule, True)) is not None

    def allowed(path: str) -> bool:
        given = any(one in ("", path) or path.startswith(one + "/") for one in options.paths)
        return given and not excluded(options, path)

    return Wish(
        wanted=wanted,
        least=Safety.UNSAFE if arguments.unsafe_fixes else Safety.SAFE,
        bounds=Bounds(allowed, arguments.strategy, arguments.api),
        prove=_prove(arguments.verify, options),
        families=asked_with(rules_to_run(options, rules)),
    )


def _prove(level: str, options: Options) -> Prove | None:
    if level == "parse":
        return None
    try:
        return prover(level, options.root, options.tags)
    except GoMissing as error:
        raise ConfigError(f"--verify {level}: {error}") from error


def analyse(options: Options, files: Files, families: Families = ALL) -> Checked:
    """All rules of the families at any confidence: what is hidden must not appear through a fix either."""
    select = tuple(rule.id for rule in known_rules() if rule.id.partition("/")[0] in families) or ("all",)
    policies = tuple(_everything(policy, select) for policy in options.policies)
    done = check(structs.replace(options, policies=policies, overlay=files, keep_exports=True))
    if done.failures:
        first = done.failures[0]
        print(f"golint-py: {first.what} failed on {first.path}; run `golint-py check` for more", file=sys.stderr)
    findings = tuple(one for one in done.report.findings if not one.rule.startswith("golint/") or one.plan is not None)
    return Checked(findings, done.tree, done.loaded, done.facts, done.exports)


def _everything(policy: Policy, select: tuple[str, ...]) -> Policy:
    return structs.replace(
        policy,
        select=select,
        ignore=(),
        min_confidence=Confidence.LOW,
        min_severity=Severity.NOTE,
        severity=(),
        confidence=(),
        per_path=(),
    )


def _write(options: Options, done: Outcome) -> None:
    try:
        write_all(options.root, done.before, done.files)
    except NotWritten as error:
        raise ConfigError(f"nothing was changed: {error}") from error


def _tell(arguments: argparse.Namespace, options: Options, done: Outcome) -> None:
    """What was done and what was not; on standard error beside a patch."""
    out = sys.stderr if arguments.diff else sys.stdout
    view = View(
        sources=Sources(done.tree.read),
        shown=analysis.shown(options.root),
        color=wants_color(arguments.color, os.environ, out.isatty()),
    )
    lines = [*dict.fromkeys(_line(one) for one in done.applied if arguments.show_fixes or one.fix.tells)]
    lines += [concise_line(one, view) for one in done.refused]
    verb = "Would fix" if arguments.diff else "Fixed"
    lines.append(f"{verb} {count(len(done.applied), 'finding')} in {count(len(done.files), 'file')}.")
    if done.refused:
        lines.append(f"Not fixed: {count(len(done.refused), 'finding')}, for the reasons above.")
    if done.withheld:
        lines.append(f"{count(len(done.withheld), 'fix')} more with --unsafe-fixes.".replace("fixs", "fixes"))
    out.write("".join(line + "\n" for line in lines))


def _line(one: Applied) -> str:
    return f"{one.finding.place.path}: {one.finding.rule}: {one.fix.title} ({one.fix.safety.name.lower()})"
