"""Runs the stages of all packages, imports first: in this process or in several."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from golint_py.config import Options
from golint_py.load.packages import Loaded as LoadedTree
from golint_py.load.packages import Package
from golint_py.load.tree import SourceTree
from golint_py.rule import Loaded
from golint_py.stage import Job, Result, run_job, span_of
from golint_py.text.span import Site, Span
from golint_py.types.lookup import Universe
from golint_py.types.std import StandardLibrary


class Stages(Struct, frozen=True, eq=False):
    """The results of all packages, sorted by path, and their joined span table."""

    results: tuple[Result, ...]
    spans: dict[str, tuple[str, dict[int, tuple[int, int]]]]

    def span(self, site: Site) -> Span:
        """The bytes of a site. Raises `LookupError` for one that nobody recorded."""
        return span_of(self.spans, site)


def jobs_of(loaded: LoadedTree) -> Iterator[Job]:
    """The packages in the default configuration, in dependency order."""
    for package in loaded.packages:
        yield job_of(package, loaded)


def job_of(package: Package, loaded: LoadedTree) -> Job:
    """One package in its default configuration."""
    return Job(
        path=package.path,
        name=package.name,
        files=package.files,
        fresh=frozenset(file.path for file in package.files),
        report=package.report,
        imports=loaded.imports.get(package.path, {}),
    )


def run_stages(
    options: Options,
    tree: SourceTree,
    loaded: LoadedTree,
    rules: Sequence[Loaded],
    progress: Callable[[int, int], None] | None,
) -> Stages:
    """Run every package once; the result does not depend on the number of processes."""
    module: dict[str, bytes] = {}
    universe = Universe(module, StandardLibrary())
    results: list[Result] = []
    total = len(loaded.packages)
    for number, job in enumerate(jobs_of(loaded)):
        result = run_job(job, tree, universe, rules)
        module[job.path] = result.exports
        results.append(result)
        if progress is not None:
            progress(number + 1, total)
    results.sort(key=lambda result: result.path)
    spans = {symbol: places for result in results for symbol, places in result.spans.items()}
    return Stages(tuple(results), spans)
