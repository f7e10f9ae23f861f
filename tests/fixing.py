"""What `fix` makes of the test data of the rules, computed once for each case."""

import functools
import re

from cases import DATA, Case

from golint_py.cli.fix import analyse
from golint_py.config import Options, Policy
from golint_py.fix.patch import unified
from golint_py.fix.plans import Bounds
from golint_py.fix.rounds import Outcome, Wish, run
from golint_py.text.finding import Confidence, Finding, Safety
from golint_py.text.span import Span

_WANT = re.compile(rb"[ \t]*// want [^\n]*")


def options_of(case: Case) -> Options:
    """The package of one case."""
    path = case.directory.relative_to(DATA).as_posix()
    return Options(str(DATA), (path,), policies=(Policy(),), jobs=1, use_cache=False)


def inside(case: Case, path: str) -> str:
    """A path of the tree, relative to the case."""
    return path.removeprefix(options_of(case).paths[0] + "/")


def wish(case: Case, strategy: str = "auto") -> Wish:
    """All fixes for findings of the case's rule, unsafe ones included."""
    return Wish(
        wanted=lambda finding: finding.rule == case.rule and finding.confidence >= Confidence.MEDIUM,
        least=Safety.UNSAFE,
        bounds=Bounds(lambda path: path.startswith(options_of(case).paths[0] + "/"), strategy),
    )


@functools.cache
def fixed(case: Case, strategy: str = "auto") -> Outcome:
    """The outcome of `fix --unsafe-fixes`."""
    options = options_of(case)
    return run(functools.partial(analyse, options), wish(case, strategy))


@functools.cache
def left(case: Case) -> tuple[Finding[Span], ...]:
    """The wanted findings that are there after the fixes."""
    found = analyse(options_of(case), fixed(case).files).findings
    return tuple(one for one in found if wish(case).wanted(one))


def told(case: Case, strategy: str = "auto") -> str:
    """The patch and the refusals, as goldens have them; expectations of the rules are left out."""
    done = fixed(case, strategy)
    lines = [f"refused {one.message}\n" for one in done.refused]
    lines += [f"made ({one.fix.safety.name.lower()}) {one.fix.title}\n" for one in done.applied]
    patch = b"".join(
        unified(inside(case, path), _WANT.sub(b"", done.before[path]), _WANT.sub(b"", after))
        for path, after in done.files.items()
    )
    return "".join(lines) + patch.decode()
