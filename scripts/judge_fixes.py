"""Judges fixes on real projects: which findings get one, why the others do not, and whether Go takes the result.

    python scripts/judge_fixes.py --seed 5 --count 50 FOLDER [PATH...]

All findings of medium confidence and above are fixed or refused. At most `--count` fixes are drawn by the seed, in turn
from those of each `--strategy` (repeatable, as for `fix`), and each is made alone: analysed again (as `fix` does) and,
with `--go`, built and vetted by the go command of the search path, through an overlay, so that nothing is written: only
the packages that it touches, for the platform and with the build tags that they are analysed for. Fixes of packages of
which none imports another one are built by one go command; where it complains, each of them is built alone. Only
complaints that are not there without the fix count, and a mistake that is put into each package on purpose has to be
found, or nothing is shown. With `--types`, packages that the go command does not build (they miss dependencies, or are
too old) are checked by go/types alone, where what cannot be imported counts as unknown; the mistake has to be found
there as well. Printed are the patches with `--diff`, what is wrong, and the numbers by strategy, rule and what the fix
does. `--all-maps` tries the strategies other than auto on every map variable and field of the packages, whether or not
a rule has anything to say about it, beside the findings, and with guard all maps of a struct together; such fixes are
not analysed again.
"""

import argparse
import contextlib
import functools
import itertools
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, structs

from golint_py import driver
from golint_py.cli.fix import analyse
from golint_py.config import Options
from golint_py.fix.one_mutex import with_one_mutex
from golint_py.fix.patch import unified
from golint_py.fix.plans import AUTO, STRATEGIES, Bounds, make
from golint_py.fix.refusal import Refused
from golint_py.fix.rounds import Files, Prove, Wish, edited, key_of
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
_ANY = "map/any"  # a map that no rule has to speak of
_TOGETHER = "map/together"  # several of a struct
_NAMED = re.compile(r"(?s)`[^`]*`|[\w./-]*[./][\w./()*$-]+|\b(?=[a-z_]*[A-Z])\w+\b")


class Judged(Struct, frozen=True, eq=False):
    """A finding and its fix with a strategy, or why it has none."""

    finding: Finding[Span]
    strategy: str
    fix: Fix | None
    reason: str


class Drawn(Struct, frozen=True, eq=False):
    """A fix that is judged, and the files that it changes."""

    judged: Judged
    files: Files


def main() -> None:
    """Run, draw, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("paths", nargs="*", default=[""])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--select", action="append", default=[], help="rules or families, comma-separated")
    parser.add_argument("--strategy", choices=STRATEGIES, action="append", help="repeatable (default: auto)")
    parser.add_argument("--all-maps", action="store_true", help="also maps that no rule speaks of (not again analysed)")
    parser.add_argument("--not-again", action="store_true", help="do not analyse the results: for very large packages")
    parser.add_argument("--go", action="store_true")
    parser.add_argument("--types", action="store_true")
    parser.add_argument("--diff", action="store_true")
    arguments = parser.parse_args()
    root = str(arguments.folder.resolve())
    select = tuple(one for several in arguments.select for one in several.split(","))
    options = Options(root, tuple(arguments.paths), select=select, jobs=arguments.jobs, use_cache=False)
    judged, workspace = tried(options, arguments.strategy or [AUTO], arguments.all_maps)
    drawn = [
        Drawn(one, edited(workspace.tree, [one.fix]))
        for one in draw(judged, arguments.seed, arguments.count)
        if one.fix is not None
    ]
    wrong: dict[Drawn, str] = {}
    with contextlib.suppress(KeyboardInterrupt):  # then with what is known
        for one, why in judge(options, workspace, drawn, arguments):
            wrong[one] = why
            tell_one(workspace, one, why, arguments.diff)
    tell(judged, wrong)
    sys.exit(int(any(why not in ("", _TYPES) for why in wrong.values())))


def judge(
    options: Options, workspace: Workspace, drawn: Sequence[Drawn], arguments: argparse.Namespace
) -> Iterator[tuple[Drawn, str]]:
    """What is wrong with each, "" for nothing."""
    left = []
    for one in drawn:
        again = not (arguments.not_again or one.judged.finding.rule in (_ANY, _TOGETHER))
        why = spoiled(options, one) if again else ""
        if why or not (arguments.go or arguments.types):
            yield one, why
        else:
            left.append(one)
    for one, why in built(options.root, workspace, left) if arguments.go else ((one, _NOT_BUILT) for one in left):
        yield one, typed(options.root, workspace, one.files) if arguments.types and why == _NOT_BUILT else why


def tried(options: Options, strategies: Sequence[str], maps: bool) -> tuple[list[Judged], Workspace]:
    """All findings that name a plan, with their fixes; with `maps`, findings as they are fixed by themselves, and a
    pretended one for each map with the other strategies."""
    done = driver.check(structs.replace(options, keep_exports=True))
    workspace = Workspace(done.tree, done.loaded, done.facts, done.exports)
    found = [one for one in done.report.findings if not one.rule.startswith("golint/")]
    judged: list[Judged] = []
    for strategy in strategies:
        bounds = Bounds(lambda _: True, strategy)
        for finding in all_maps(workspace) if maps and strategy != AUTO else found:
            try:
                judged.append(Judged(finding, strategy, make(workspace, finding, bounds), ""))
            except Refused as reason:
                judged.append(Judged(finding, strategy, None, str(reason)))
        judged += [one for one in joint(workspace, judged, bounds)]
    return judged, workspace


def joint(workspace: Workspace, judged: Sequence[Judged], bounds: Bounds) -> Iterator[Judged]:
    """The fixes for several maps of a struct, beside those for one."""
    alone = [(one.finding, one.fix) for one in judged if one.fix is not None and one.strategy == bounds.strategy]
    seen: set[Fix] = {fix for _, fix in alone}
    for finding, fix in with_one_mutex(workspace, alone, bounds):
        if fix not in seen:
            seen.add(fix)
            rule = _TOGETHER if finding.rule == _ANY else finding.rule
            yield Judged(structs.replace(finding, rule=rule), bounds.strategy, fix, "")


def draw(judged: Sequence[Judged], seed: int, count: int) -> list[Judged]:
    """At most so many of the fixes, in turn from each strategy."""
    by_strategy: dict[str, list[Judged]] = {}
    for one in judged:
        if one.fix is not None:
            by_strategy.setdefault(one.strategy, []).append(one)
    order = random.Random(seed)
    shuffled = [order.sample(several, len(several)) for several in by_strategy.values()]
    turns = itertools.chain.from_iterable(itertools.zip_longest(*shuffled))
    return list(itertools.islice((one for one in turns if one is not None), count))


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
                path = min(package.files, key=lambda one: one.test).path
                yield Finding(_ANY, Span(path, 0, 0), location, Severity.NOTE, Confidence.HIGH, location, "", plan=plan)


def spoiled(options: Options, one: Drawn) -> str:
    """Why the fix does not stay when the result is analysed again, "" where it does."""
    folders = tuple(sorted({path.rpartition("/")[0] for path in one.files}))
    near = structs.replace(options, paths=folders, jobs=1)
    bounds = Bounds(lambda _: True, one.judged.strategy)
    wish = Wish(lambda other: key_of(other) == key_of(one.judged.finding), Safety.SAFE, bounds)
    done = run_rounds(functools.partial(analyse, near), wish)
    if one.judged.fix is not None and any(each.fix.title == one.judged.fix.title for each in done.applied):
        return ""  # what is refused is another finding of that name
    return "; ".join(each.message for each in done.refused)


def built(root: str, workspace: Workspace, drawn: Sequence[Drawn]) -> Iterator[tuple[Drawn, str]]:
    """What the go command says of each fix by itself, "" for nothing new, and that it would have said something."""
    provers: dict[str, Prove] = {}
    controls: dict[tuple[str, str], bool] = {}

    def prove(label: str, files: Files) -> str:
        if label not in provers:
            tags, environment = settings_of(label, root)
            provers[label] = prover("build", root, tags, environment)
        return provers[label](files)

    def judges(label: str, path: str, data: bytes) -> bool:
        key = (label, path.rpartition("/")[0])
        if key not in controls:
            controls[key] = bool(prove(label, {path: data + _WRONG}))
        return controls[key]

    def said(several: Sequence[Drawn]) -> str:
        parts = [by_label(workspace, one.files) for one in several]
        for label in sorted({label for part in parts for label in part}):
            files = {path: data for part in parts for path, data in part.get(label, {}).items()}
            if not all(judges(label, path, workspace.tree.read(path)) for path in sorted(files)):
                return _NOT_BUILT
            if why := prove(label, files):
                return why
        return ""

    for several in together(workspace, drawn):
        why = said(several)
        for one in several:
            yield one, said([one]) if why and len(several) > 1 else why


def by_label(workspace: Workspace, files: Files) -> dict[str, Files]:
    """Changed files by the configuration that they are analysed for."""
    found: dict[str, Files] = {}
    for path, data in files.items():
        found.setdefault(workspace.package_of(path).configuration, {})[path] = data
    return found


def together(workspace: Workspace, drawn: Sequence[Drawn]) -> list[list[Drawn]]:
    """Groups of fixes that have nothing to do with each other: other packages, none of which imports another one."""
    imports: dict[str, set[str]] = {}
    directory = {one.path: one.directory for one in workspace.loaded.packages}
    for path, named in workspace.loaded.imports.items():
        imports.setdefault(directory[path], set()).update(directory[other] for other in named.values())
    reached = {folder: _reached(imports, folder) for one in drawn for folder in _folders(one)}
    groups: list[list[Drawn]] = []
    for one in drawn:
        mine = set().union(*(reached[folder] for folder in _folders(one)))
        for group in groups:
            theirs = {folder for other in group for folder in _folders(other)}
            if not mine & theirs and not any(reached[folder] & _folders(one) for folder in theirs):
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


def _folders(one: Drawn) -> set[str]:
    return {path.rpartition("/")[0] for path in one.files}


def _reached(imports: Mapping[str, set[str]], folder: str) -> set[str]:
    found, work = {folder}, [folder]
    while work:
        new = imports.get(work.pop(), set()) - found
        found |= new
        work += new
    return found


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


def tell_one(workspace: Workspace, one: Drawn, why: str, patch: bool) -> None:
    """A fix, and what is wrong with it."""
    fix = one.judged.fix
    assert fix is not None
    place = line_of(workspace, one.judged.finding)
    print(
        f"{place}: {one.judged.strategy}: {one.judged.finding.rule}: {fix.title} ({fix.safety.name.lower()})",
        flush=True,
    )
    if patch:
        patches = (unified(path, workspace.tree.read(path), after) for path, after in one.files.items())
        print(b"".join(patches).decode("utf-8", "replace"))
    if why and why != _TYPES:
        print(f"    {'not judged' if why == _NOT_BUILT else 'WRONG'}: {why}")


def tell(judged: Sequence[Judged], wrong: Mapping[Drawn, str]) -> None:
    """The numbers."""
    made = Counter((one.strategy, one.finding.rule, _NAMED.sub("…", one.fix.title)) for one in judged if one.fix)
    refused = Counter((one.strategy, one.finding.rule, _NAMED.sub("…", one.reason)) for one in judged if not one.fix)
    for title, counts in (("made", made), ("refused", refused)):
        print(f"\n{title}: {counts.total()}")
        for (strategy, rule, words), count in counts.most_common():
            print(f"{count:5} {strategy:8} {rule:30} {words}")
    print()
    for strategy, rule in sorted({(one.strategy, one.finding.rule) for one in judged}):
        mine = [why for one, why in wrong.items() if (one.judged.strategy, one.judged.finding.rule) == (strategy, rule)]
        unknown, types = mine.count(_NOT_BUILT), mine.count(_TYPES)
        all_ = [one for one in judged if (one.strategy, one.finding.rule) == (strategy, rule)]
        print(
            f"{strategy} {rule}: {len(all_)} tried, {sum(one.fix is not None for one in all_)} made, "
            f"drawn {len(mine)}, wrong {sum(map(bool, mine)) - unknown - types}"
            + (f", not judged {unknown}" if unknown else "")
            + (f", by their types alone {types}" if types else "")
        )


if __name__ == "__main__":
    main()
