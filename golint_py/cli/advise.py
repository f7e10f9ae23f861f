"""Say which way to make a map safe fits it: `advise maps` counts what the code does with each shared map.

With --bench the Go benchmark for one of them is printed; it decides where the counts do not."""

import argparse

import msgspec
from msgspec import structs

from golint_py.cli import analysis
from golint_py.cli.fix import analyse
from golint_py.cli.terminal import put
from golint_py.config import ConfigError
from golint_py.fix.advice import Advice, advise, in_words
from golint_py.fix.rounds import TOGETHER, Checked
from golint_py.fix.workspace import Workspace
from golint_py.generate.benchmark import benchmark
from golint_py.generate.safemap import FOLDER, NEEDS
from golint_py.report.view import clean
from golint_py.text.finding import Confidence

_STYLES = {
    "guard": "a lock: golint-py fix --unsafe-fixes --strategy guard",
    "wrapper": "a wrapper: golint-py gen safemap; golint-py fix --unsafe-fixes --strategy wrapper",
    "none": "nothing",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `advise`."""
    parser.usage = "golint-py advise maps [OPTIONS] [PATH ...]"
    parser.add_argument("what", choices=("maps",), help="what the advice is about")
    analysis.add_arguments(parser)
    parser.add_argument("--all", action="store_true", help="also maps that no lock and no finding speaks of")
    parser.add_argument("--bench", metavar="MAP", help="print a Go benchmark for this map, such as Cache.items")
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the advice; 0, or 2 for a failure."""
    if "-" in arguments.paths:
        raise ConfigError("advice is about packages, not about standard input")
    options = structs.replace(analysis.wanted(arguments).options)
    state = analyse(options, {}, TOGETHER)
    workspace = Workspace(state.tree, state.loaded, state.facts, state.exports)
    advice = _all(workspace, state, arguments.all or arguments.bench is not None)
    if arguments.bench is not None:
        put(_bench(workspace, state, advice, arguments.bench))
    elif arguments.json:
        put(msgspec.json.format(msgspec.json.encode(advice), indent=2).decode() + "\n")
    else:
        put("".join(_text(state, one, analysis.shown(options.root)(one.path)) for one in advice))
        put(f"{len(advice)} map{'s' * (len(advice) != 1)}\n")
    return 0


def _all(workspace: Workspace, state: Checked, all_maps: bool) -> list[Advice]:
    """The advice for all packages, sorted by place."""
    found = {
        one.plan.target
        for one in state.findings
        if one.plan is not None and one.rule.startswith("map/") and one.confidence >= Confidence.MEDIUM
    }
    packages = [one for one in state.loaded.packages if one.report]
    several = [one for package in packages for one in advise(workspace.view(package), found, all_maps)]
    return sorted(several, key=lambda one: (one.path, one.offset, one.location))


def _text(state: Checked, advice: Advice, shown: str) -> str:
    line = state.tree.read(advice.path).count(b"\n", 0, advice.offset) + 1 if advice.path else 0
    where = f"{clean(shown)}:{line}: " if advice.path else ""
    kind = f"  map[{advice.key}]{advice.element}" if advice.key else ""
    found = " (reported by check)" if advice.found else ""
    lines = [f"{where}{advice.name}{clean(kind)}{found}", f"  {in_words(advice.use)}", f"  {_STYLES[advice.style]}"]
    lines += [f"    {reason}" for reason in advice.reasons]
    return "\n".join(lines) + "\n\n"


def _bench(workspace: Workspace, state: Checked, advice: list[Advice], name: str) -> str:
    """The benchmark for the map of that name."""
    chosen = [one for one in advice if name in (one.name, one.location)]
    if len(chosen) != 1:
        known = ", ".join(one.location if len(chosen) > 1 else one.name for one in (chosen or advice)[:20])
        raise ConfigError(f"--bench {name}: {'several maps' if chosen else 'no map'} of that name; there is {known}")
    (one,) = chosen
    if not one.path:
        raise ConfigError(f"--bench {name}: the declaration of the map is not in sight")
    path = f"{workspace.package_of(one.path).module}/{FOLDER}"
    go = workspace.file(one.path).go
    if go < NEEDS["rwmutex"]:
        raise ConfigError(f"--bench {name}: the wrappers that it compares need go 1.18, and this is go {go[0]}.{go[1]}")
    said = f"// Save as {FOLDER}/{one.name.replace('.', '_').lower()}_bench_test.go, after\n"
    said += "// golint-py gen safemap --backing sharded --backing syncmap; then\n"
    said += f"// go test -bench . -cpu 1,2,4,8 ./{FOLDER}\n\n"
    return said + benchmark(one.name, one.key, one.element, one.use.counts, path, go)
