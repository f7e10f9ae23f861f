"""Judges fixes on real projects: which findings get one, why the others do not, and whether Go takes the result.

    python scripts/judge_fixes.py --seed 5 --count 50 FOLDER [PATH...]

All findings of medium confidence and above are fixed or refused. At most `--count` fixes are drawn by the seed and each
is made alone: analysed again (as `fix` does) and, with `--go`, built and vetted by the go command of the search path,
through an overlay, so that nothing is written: only the packages that it touches, for the platform and with the build
tags that they are analysed for. Only complaints that are not there without the fix count, and a mistake that is put in
on purpose has to be found, or nothing is shown. With `--types`, packages that the go command does not build (they miss
dependencies, or are too old) are checked by go/types alone, where what cannot be imported counts as unknown; the
mistake has to be found there as well. Printed are the patches with `--diff`, what is wrong, and the numbers by rule and
by what the fix does. `--strategy` is as for `fix`. `--all-maps` tries that strategy on every map variable and field of
the packages, whether or not a rule has anything to say about it, instead of on findings.
"""

import argparse
import functools
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct, structs

from golint_py import driver
from golint_py.cli.fix import analyse
from golint_py.config import Options
from golint_py.fix.patch import unified
from golint_py.fix.plans import AUTO, STRATEGIES, Bounds, make
from golint_py.fix.refusal import Refused
from golint_py.fix.rounds import TOGETHER, Files, Wish, edited, key_of
from golint_py.fix.rounds import run as run_rounds
from golint_py.fix.workspace import Workspace
from golint_py.prove.toolchain import prover
from golint_py.text.edits import Fix
from golint_py.text.finding import Confidence, Finding, FixPlan, Safety, Severity
from golint_py.text.span import Span
from golint_py.types.lookup import underlying
from golint_py.types.model import Map, StructType

_WRONG = b'\nvar _ int = "no number"\n'  # what the go command has to complain of
_NOT_BUILT = "the go command does not build this package, with or without the fix"
_TYPES = "its types are checked"
_NAMED = re.compile(r"(?s)`[^`]*`|[\w./-]*[./][\w./()*$-]+|\b(?=[a-z_]*[A-Z])\w+\b")


class Judged(Struct, frozen=True, eq=False):
    """A finding and its fix, or why it has none."""

    finding: Finding[Span]
    fix: Fix | None
    reason: str


def main() -> None:
    """Run, draw, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("paths", nargs="*", default=[""])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--select", action="append", default=[])
    parser.add_argument("--strategy", choices=STRATEGIES, default=AUTO)
    parser.add_argument("--all-maps", action="store_true", help="also maps that no rule speaks of (not again analysed)")
    parser.add_argument("--not-again", action="store_true", help="do not analyse the results: for very large packages")
    parser.add_argument("--go", action="store_true")
    parser.add_argument("--types", action="store_true")
    parser.add_argument("--diff", action="store_true")
    arguments = parser.parse_args()
    root = str(arguments.folder.resolve())
    select = tuple(arguments.select)
    options = Options(root, tuple(arguments.paths), select=select, jobs=arguments.jobs, use_cache=False)
    bounds = Bounds(lambda _: True, arguments.strategy)
    if arguments.all_maps:
        arguments.not_again, options = True, structs.replace(options, select=tuple(sorted(TOGETHER)))
    judged, workspace = tried(options, bounds, arguments.all_maps)
    fixes = [one for one in judged if one.fix is not None]
    drawn = random.Random(arguments.seed).sample(fixes, min(arguments.count, len(fixes)))
    wrong = [why for one in drawn for why in [said(options, workspace, one, bounds, arguments)] if why]
    tell(judged)
    unknown, typed = wrong.count(_NOT_BUILT), wrong.count(_TYPES)
    print(
        f"drawn {len(drawn)}, wrong {len(wrong) - unknown - typed}"
        + (f", not judged {unknown}" if unknown else "")
        + (f", by their types alone {typed}" if typed else "")
    )
    sys.exit(int(len(wrong) > typed))


def tried(options: Options, bounds: Bounds, maps: bool) -> tuple[list[Judged], Workspace]:
    """All findings that name a plan (or a pretended one for each of the `maps`), with their fixes."""
    done = driver.check(structs.replace(options, keep_exports=True))
    workspace = Workspace(done.tree, done.loaded, done.facts, done.exports)
    judged: list[Judged] = []
    for finding in all_maps(workspace) if maps else done.report.findings:
        if finding.rule.startswith("golint/"):
            continue
        try:
            judged.append(Judged(finding, make(workspace, finding, bounds), ""))
        except Refused as reason:
            judged.append(Judged(finding, None, str(reason)))
    return judged, workspace


def all_maps(workspace: Workspace) -> Iterator[Finding[Span]]:
    """A pretended finding for each map variable and field of the packages."""
    for package in workspace.loaded.packages:
        if not package.report or package.path.endswith("_test"):
            continue
        view = workspace.view(package, tests=True)
        exports = view.declared.exports
        found = [(f"{package.path}.{name}", kind) for name, kind in exports.vars.items()]
        for name, declared in exports.types.items():
            if isinstance(declared.underlying, StructType):
                fields = (one for one in declared.underlying.fields if not one.embedded)
                found += [(f"{package.path}.{name}.{field.name}", field.type) for field in fields]
        for location, kind in found:
            if isinstance(underlying(kind, view.packages), Map):
                plan = FixPlan("guard", location, Safety.UNSAFE, (("lock", ""),))
                place = Span(package.files[0].path, 0, 0)
                yield Finding("map/any", place, location, Severity.NOTE, Confidence.HIGH, location, "", plan=plan)


def said(options: Options, workspace: Workspace, one: Judged, bounds: Bounds, arguments: argparse.Namespace) -> str:
    """What is wrong with a fix, "" for nothing."""
    assert one.fix is not None
    files = edited(workspace.tree, [one.fix])
    place = line_of(workspace, one.finding)
    print(f"{place}: {one.finding.rule}: {one.fix.title} ({one.fix.safety.name.lower()})", flush=True)
    if arguments.diff:
        patches = (unified(path, workspace.tree.read(path), after) for path, after in files.items())
        print(b"".join(patches).decode("utf-8", "replace"))
    why = "" if arguments.not_again else spoiled(options, one, files, bounds)
    if not why and arguments.go:
        why = built(options.root, workspace, files)
    if arguments.types and (why == _NOT_BUILT or (not why and not arguments.go)):
        why = typed(options.root, workspace, files)
    if why and why != _TYPES:
        print(f"    {'not judged' if why == _NOT_BUILT else 'WRONG'}: {why}")
    return why


def spoiled(options: Options, one: Judged, files: Files, bounds: Bounds) -> str:
    """Why the fix does not stay when the result is analysed again, "" where it does."""
    folders = tuple(sorted({path.rpartition("/")[0] for path in files}))
    near = structs.replace(options, paths=folders, jobs=1)
    wish = Wish(lambda other: key_of(other) == key_of(one.finding), Safety.SAFE, bounds)
    done = run_rounds(functools.partial(analyse, near), wish)
    if one.fix is not None and any(each.fix.title == one.fix.title for each in done.applied):
        return ""  # what is refused is another finding of that name
    return "; ".join(each.message for each in done.refused)


def built(root: str, workspace: Workspace, files: Files) -> str:
    """What the go command says of changed files, "" for nothing new, and that it would have said something."""
    labels = sorted({workspace.package_of(path).configuration for path in files})
    for label in labels:
        here = {path: data for path, data in files.items() if workspace.package_of(path).configuration == label}
        tags, environment = settings_of(label, root)
        prove = prover("build", root, tags, environment)
        why = prove(here)
        if not why and not prove({path: data + _WRONG for path, data in here.items()}):
            why = _NOT_BUILT
        if why:
            return why
    return ""


def typed(root: str, workspace: Workspace, files: Files) -> str:
    """What go/types says of changed files, `_TYPES` for nothing new where it would have said something."""
    for package in {workspace.package_of(path).path: workspace.package_of(path) for path in files}.values():
        before = {one.path: (Path(root) / one.path).read_bytes() for one in package.files}
        changed = {path: data for path, data in files.items() if path in before}
        spoiled_ = {path: data + _WRONG for path, data in changed.items()}
        go = max(one.go for one in package.files)
        texts = [before, before | changed, before | spoiled_]
        asked = {
            "go": f"go{go[0]}.{go[1]}",
            "variants": [{path: data.decode() for path, data in one.items()} for one in texts],
        }
        line = ("go", "run", str(Path(__file__).parent / "check_types.go"))
        environment = os.environ | {"GOFLAGS": "", "GOWORK": "off"}
        here = Path(__file__).parent  # not in the module that is judged, whose vendor folder may be in disorder
        done = subprocess.run(
            line, input=json.dumps(asked), capture_output=True, text=True, env=environment, check=True, cwd=here
        )
        old, new, control = (Counter(one) for one in json.loads(done.stdout))
        if new - old:
            return f"go/types says: {min(new - old)}"
        if not control - new:
            return _NOT_BUILT
    return _TYPES


def settings_of(label: str, root: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Build tags, and variables for the go command, of a configuration such as `linux/arm64 nocgo tags=a,b`."""
    platform, *words = label.split()
    goos, _, goarch = platform.partition("/")
    tags = next((tuple(one[5:].split(",")) for one in words if one.startswith("tags=")), ())
    environment = {} if platform == "linux/amd64" else {"GOOS": goos, "GOARCH": goarch, "CGO_ENABLED": "0"}
    if "nocgo" in words:
        environment["CGO_ENABLED"] = "0"
    flags = os.environ.get("GOFLAGS", "")
    if (Path(root) / "go.work").exists() and "-mod=mod" in flags:
        environment["GOFLAGS"] = flags.replace("-mod=mod", "").strip()  # a workspace does not take it
    return tags, environment


def line_of(workspace: Workspace, finding: Finding[Span]) -> str:
    """`path:line`."""
    data = workspace.tree.read(finding.place.path)
    line = data.count(b"\n", 0, finding.place.start) + 1
    return f"{finding.place.path}:{line}"


def tell(judged: Sequence[Judged]) -> None:
    """The numbers."""
    made = Counter((one.finding.rule, _NAMED.sub("…", one.fix.title)) for one in judged if one.fix is not None)
    refused = Counter((one.finding.rule, _NAMED.sub("…", one.reason)) for one in judged if one.fix is None)
    for title, counts in (("made", made), ("refused", refused)):
        print(f"\n{title}: {counts.total()}")
        for (rule, words), count in counts.most_common():
            print(f"{count:5} {rule:30} {words}")


if __name__ == "__main__":
    main()
