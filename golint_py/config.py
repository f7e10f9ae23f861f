"""What a run depends on, and which rules and findings the configuration lets through."""

import os
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, TypeVar

from msgspec import Meta, Struct

from golint_py.glob import matches
from golint_py.text.finding import Confidence, Finding, Severity, with_severity
from golint_py.text.span import Span

LARGEST_FILE = 10_000_000  # bytes
NAMES = ("golint-py.toml", ".golint-py.toml")
SeverityName = Literal["error", "warning", "note"]
ConfidenceName = Literal["high", "medium", "low"]
ProfileName = Literal["strict", "portable", "devtool"]
CompatName = Literal["nosec", "nolint", "lint:ignore"]
Value = TypeVar("Value")
SEVERITIES: Mapping[str, Severity] = {"error": Severity.ERROR, "warning": Severity.WARNING, "note": Severity.NOTE}
CONFIDENCES: Mapping[str, Confidence] = {
    "high": Confidence.HIGH,
    "medium": Confidence.MEDIUM,
    "low": Confidence.LOW,
}


class ConfigError(Exception):
    """A mistake of the user in the configuration or the options; the text says where and what instead."""


class PathRules(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Rules that are off below some paths."""

    path: Annotated[str, Meta(description="A glob, from the folder of the file.")]
    ignore: Annotated[tuple[str, ...], Meta(description="Rules or families.")]


class Settings(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The keys of a configuration file. None means: not set here."""

    extend: Annotated[str | None, Meta(description="A file whose settings hold where this one has none.")] = None
    profile: Annotated[ProfileName | None, Meta(description="A set of settings that holds below all others.")] = None
    select: Annotated[
        tuple[str, ...] | None, Meta(description="Only these rules or families (their rules that are on); all is all.")
    ] = None
    ignore: Annotated[tuple[str, ...] | None, Meta(description="Not these rules or families.")] = None
    min_confidence: Annotated[ConfidenceName | None, Meta(description="How sure a finding has to be.")] = None
    min_severity: Annotated[SeverityName | None, Meta(description="How bad a finding has to be.")] = None
    fail_level: Annotated[SeverityName | None, Meta(description="Exit with 1 from this severity on.")] = None
    tags: Annotated[tuple[str, ...] | None, Meta(description="Build tags that hold.")] = None
    goos: Annotated[str | None, Meta(description="Operating system of the build.")] = None
    goarch: Annotated[str | None, Meta(description="Architecture of the build.")] = None
    cgo: Annotated[bool | None, Meta(description="Whether the build has cgo.")] = None
    exclude: Annotated[tuple[str, ...], Meta(description="Globs of what is left out.")] = ()
    per_path: Annotated[tuple[PathRules, ...], Meta(description="Rules that are off below some paths.")] = ()
    severity: Annotated[dict[str, SeverityName], Meta(description="Another severity for a rule or family.")] = {}
    confidence: Annotated[
        dict[str, ConfidenceName], Meta(description="How sure a finding of this rule or family has to be.")
    ] = {}
    output_format: Annotated[tuple[str, ...] | None, Meta(description="FORMAT or FORMAT:FILE, each.")] = None
    jobs: Annotated[Annotated[int, Meta(ge=0)] | None, Meta(description="Processes; 0 is one per processor.")] = None
    baseline: Annotated[str | None, Meta(description="A baseline, from the folder of the file.")] = None
    compat: Annotated[
        tuple[CompatName, ...] | None, Meta(description="Directives of other tools that silence findings, too.")
    ] = None
    cache_dir: Annotated[
        str | None, Meta(description="Folder or URL where results are kept; only in a file that --config names.")
    ] = None
    knowledge: Annotated[tuple[str, ...], Meta(description="Files with facts about your own functions.")] = ()
    max_file_bytes: Annotated[Annotated[int, Meta(ge=1)] | None, Meta(description="Longer files are skipped.")] = None
    package_timeout: Annotated[
        Annotated[float, Meta(ge=0)] | None, Meta(description="Seconds that one package may take; 0 is no limit.")
    ] = None
    timeout: Annotated[
        Annotated[float, Meta(ge=0)] | None, Meta(description="Seconds that all packages may take; 0 is no limit.")
    ] = None
    max_memory: Annotated[
        Annotated[int, Meta(ge=0)] | None, Meta(description="Megabytes that each process may need; 0 is no limit.")
    ] = None


class Policy(Struct, frozen=True):
    """What holds for the findings of the files below one folder.

    `directory` is relative to the run's root ("" is the root itself); globs in `exclude` and `per_path` count from it.
    For a configuration above the root, `prefix` leads from its folder to the root ("sub/"), else it is "".
    An empty `select` means all rules that are on by default. `severity` and `confidence` are by rule or family: the
    severity shown, and the confidence from which on a finding is shown. `compat` are other tools whose directives
    count.
    """

    directory: str = ""
    prefix: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: Confidence = Confidence.MEDIUM
    min_severity: Severity = Severity.NOTE
    severity: tuple[tuple[str, Severity], ...] = ()
    confidence: tuple[tuple[str, Confidence], ...] = ()
    exclude: tuple[str, ...] = ()
    per_path: tuple[tuple[str, tuple[str, ...]], ...] = ()
    compat: tuple[str, ...] = ()


class Options(Struct, frozen=True):
    """Everything a run depends on.

    `root` is an absolute folder; `paths`, `stdin_filename` and all paths in the report are POSIX and relative to it
    ("" is the root itself). `select` and its neighbours hold where no policy covers a file; the nearest policy wins.
    `jobs` 0 means: as many as there are processors. `today` (YYYY-MM-DD) decides which suppressions have expired.
    `keep_exports`: the run gives what its packages declare, for fixes.
    `use_cache`: results are kept in the folder or behind the URL `cache_dir`, or, without one, in the user's own,
    where that pays.
    `revision` is a commit of the git repository at `root` to read instead of the files on disk, "" for these.
    `overlay` are files, by path, that are read instead of those on the disk (a round of fixes).
    `knowledge` are absolute paths of files with further facts (see `knowledge/custom.py`).
    `max_file_bytes` is the size from which on a file is skipped; `package_timeout` and `timeout` are the seconds that
    one package and the analysis of all may take, `max_memory` the megabytes of each process, 0 for no limit.
    `executor` is the address of a cluster (`dask://HOST:PORT`) that analyses the packages, "" for this machine.
    `shard` is (i, n), 1 <= i <= n: only the findings in the packages that `load.shard` gives to the i-th of n runs.
    """

    root: str
    paths: tuple[str, ...]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: Confidence = Confidence.MEDIUM
    min_severity: Severity = Severity.NOTE
    tags: tuple[str, ...] = ()
    goos: str = "linux"
    goarch: str = "amd64"
    cgo: bool = True
    jobs: int = 0
    stdin: bytes | None = None
    stdin_filename: str | None = None
    policies: tuple[Policy, ...] = ()
    force_exclude: bool = False
    cache_dir: str | None = None
    use_cache: bool = False
    today: str = "9999-12-31"
    revision: str = ""
    overlay: dict[str, bytes] = {}
    knowledge: tuple[str, ...] = ()
    keep_exports: bool = False
    max_file_bytes: int = LARGEST_FILE
    package_timeout: float = 0.0
    timeout: float = 0.0
    max_memory: int = 0
    shard: tuple[int, int] = (1, 1)
    executor: str = ""


def covers(selectors: Iterable[str], rule: str) -> bool:
    """Whether one of the selectors (a rule id, a family, or `all`) covers the rule."""
    family = rule.partition("/")[0]
    return any(one in (rule, family, "all") for one in selectors)


def policy_for(options: Options, path: str) -> Policy:
    """The nearest policy above the file `path`."""
    best: Policy | None = None
    for policy in options.policies:
        inside = not policy.directory or path.startswith(policy.directory + "/")
        if inside and (best is None or len(policy.directory) > len(best.directory)):
            best = policy
    return best if best is not None else _plain(options)


def _plain(options: Options) -> Policy:
    return Policy(
        select=options.select,
        ignore=options.ignore,
        min_confidence=options.min_confidence,
        min_severity=options.min_severity,
    )


def selected(policy: Policy, rule: str, default: bool) -> bool:
    """Whether the policy wants the rule; `default`: it is on when nothing, or its family, is selected."""
    if covers(policy.ignore, rule):
        return rule in policy.select and rule not in policy.ignore
    if not policy.select:
        return default
    return covers(policy.select, rule) and (default or rule in policy.select or "all" in policy.select)


def rules_to_run(options: Options, rules: Mapping[str, bool]) -> frozenset[str]:
    """The ids of the rules that some policy of the run wants; `rules` maps ids to whether they are on by default."""
    policies = options.policies or (_plain(options),)
    return frozenset(rule for rule, on in rules.items() if any(selected(policy, rule, on) for policy in policies))


def judge(options: Options, finding: Finding[Span], default: bool = True) -> Finding[Span] | None:
    """The finding as the configuration wants it shown (its severity may be remapped), or None where it is not wanted.

    Suppression comes before: a directive for a finding that is not shown is no unused directive. The tool's own
    diagnostics (`golint/...`) need not be selected, only not ignored.
    """
    policy = policy_for(options, finding.place.path)
    own = finding.rule.startswith("golint/")
    if own and covers(policy.ignore, finding.rule):
        return None
    if not own and not selected(policy, finding.rule, default):
        return None
    if excluded(options, finding.place.path):
        return None
    inside = _inside(policy, finding.place.path)
    if any(matches(glob, inside) and covers(ignore, finding.rule) for glob, ignore in policy.per_path):
        return None
    finding = with_severity(finding, _of_rule(policy.severity, finding.rule, finding.severity))
    least = _of_rule(policy.confidence, finding.rule, policy.min_confidence)
    return None if finding.confidence < least or finding.severity < policy.min_severity else finding


def _of_rule(table: Iterable[tuple[str, Value]], rule: str, otherwise: Value) -> Value:
    """What a table says of a rule: by its id, else its family, else `all`."""
    by_name = dict(table)
    keys = (key for key in (rule, rule.partition("/")[0], "all") if key in by_name)
    key = next(keys, None)
    return otherwise if key is None else by_name[key]


def excluded(options: Options, path: str) -> bool:
    """Whether the configuration leaves a file or folder out.

    A file that was named on the command line, by itself or by a folder that is excluded as a whole, is not left out
    unless `force_exclude` is set. What is excluded is read only where a package needs it that is not: as an import, or
    as one of its files.
    """
    if not _matches_exclude(options, path):
        return False
    if options.force_exclude:
        return True
    folders = (one for one in options.paths if one and path.startswith(one + "/"))
    return path not in options.paths and not any(_matches_exclude(options, folder) for folder in folders)


def _matches_exclude(options: Options, path: str) -> bool:
    policy = policy_for(options, path)
    inside = _inside(policy, path)
    return any(matches(glob, inside) for glob in policy.exclude)


def _inside(policy: Policy, path: str) -> str:
    return path[len(policy.directory) + 1 :] if policy.directory else policy.prefix + path


def find_file(start: str, stop: str) -> str | None:
    """The nearest configuration file at or above the folder `start`, not above the folder `stop`; absolute paths."""
    folder = start
    while True:
        for name in NAMES:
            candidate = os.path.join(folder, name)
            if os.path.isfile(candidate):
                return candidate
        parent = os.path.dirname(folder)
        if folder == stop or parent == folder:
            return None
        folder = parent


def policy_of(settings: Settings, directory: str, prefix: str, overrides: Mapping[str, Any]) -> Policy:
    """The policy of a configuration file in `directory`; what is not None in `overrides` (the command line) wins."""

    def pick(name: str) -> Any:
        value = overrides.get(name)
        return value if value is not None else getattr(settings, name)

    return Policy(
        directory=directory,
        prefix=prefix,
        select=pick("select") or (),
        ignore=pick("ignore") or (),
        min_confidence=CONFIDENCES[pick("min_confidence") or "medium"],
        min_severity=SEVERITIES[pick("min_severity") or "note"],
        severity=tuple((rule, SEVERITIES[name]) for rule, name in sorted(settings.severity.items())),
        confidence=()
        if overrides.get("min_confidence")
        else tuple((rule, CONFIDENCES[name]) for rule, name in sorted(settings.confidence.items())),
        exclude=settings.exclude,
        per_path=tuple((rules.path, rules.ignore) for rules in settings.per_path),
        compat=pick("compat") or (),
    )
