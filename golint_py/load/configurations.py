"""Which further build configurations a package is read in, so that files the default one leaves out are seen too."""

from collections.abc import Iterator, Sequence
from itertools import product

from golint_py.load.constraints import Configuration, Constraint
from golint_py.load.platforms import GOARCH, GOOS, PAIRS, TOOL_TAGS

MOST = 4  # further configurations per package (DESIGN 3)
_WORDS = frozenset({"cgo", "unix", "gc", "gccgo", "ignore"}) | GOOS | GOARCH | TOOL_TAGS


def further(
    constraints: Sequence[Constraint], default: Configuration, weights: Sequence[int]
) -> list[tuple[Configuration, list[int]]]:
    """Configurations that admit the files with these constraints, each with the indices that it is the first to admit.

    Greedy maximum coverage: again and again the configuration that admits most of what is left (by weight, ties by the
    order of `candidates`), at most `MOST` times.
    """
    groups: dict[Constraint, list[int]] = {}
    for index, constraint in enumerate(constraints):
        groups.setdefault(constraint, []).append(index)
    covers = []
    for candidate in candidates(tuple(groups), default):
        covered = frozenset(constraint for constraint in groups if constraint.admits(candidate.has))
        if covered:
            covers.append((candidate, covered))
    chosen: list[tuple[Configuration, list[int]]] = []
    left = set(groups)
    weight = {constraint: sum(weights[index] for index in members) for constraint, members in groups.items()}
    while left and covers and len(chosen) < MOST:
        best, covered = max(covers, key=lambda cover: sum(weight[one] for one in cover[1] & left))
        gained = covered & left
        if not gained:
            break
        chosen.append((best, sorted(index for constraint in gained for index in groups[constraint])))
        left -= gained
    return chosen


def candidates(constraints: Sequence[Constraint], default: Configuration) -> Iterator[Configuration]:
    """Configurations worth trying for these constraints, those nearest to the default one first."""
    words = frozenset().union(*(constraint.tags() for constraint in constraints)) if constraints else frozenset()
    free = [default.cgo, not default.cgo] if "cgo" in words else [default.cgo]
    compilers = ["gc", "gccgo"] if words & {"gc", "gccgo"} else ["gc"]
    releases = [default.go, *sorted(_before_releases(words), reverse=True)]
    for tags in _tag_sets(constraints, default):
        for go, compiler, cgo in product(releases, compilers, free):
            for goos, goarch in _pairs(words, default):
                yield Configuration(goos, goarch, cgo, tags, go, compiler)


def _pairs(words: frozenset[str], default: Configuration) -> Iterator[tuple[str, str]]:
    own = (default.goos, default.goarch)
    yield own
    if not words & (GOOS | GOARCH | {"unix"}):
        return
    known = [(goos, goarch) for goos, goarch in PAIRS if (goos, goarch) != own]
    # A platform that Go does not support (any more), or one whose default architecture is another.
    for goos in sorted((words & GOOS) - {pair[0] for pair in PAIRS}):
        known.append((goos, "amd64"))
    for goarch in sorted((words & GOARCH) - {pair[1] for pair in PAIRS}):
        known.append(("linux", goarch))
    yield from known


def _before_releases(words: frozenset[str]) -> set[tuple[int, int]]:
    """The release before each release tag: the newest one in which `!go1.N` holds."""
    found = set()
    for word in words:
        if word.startswith("go1.") and word[4:].isdigit() and 1 < int(word[4:]) < 10_000:
            found.add((1, int(word[4:]) - 1))
            found.add((1, int(word[4:])))
    return found


def _tag_sets(constraints: Sequence[Constraint], default: Configuration) -> list[frozenset[str]]:
    """Sets of custom tags: none more than the default's, those of one constraint, each alone, all of them."""
    found = {default.tags: None}
    every: set[str] = set()
    for constraint in sorted(constraints, key=lambda one: one.postfix):
        own = {tag for tag in constraint.tags() if tag not in _WORDS and not tag.startswith("go1.")}
        every |= own
        for tag in sorted(own)[:8]:
            found[default.tags | {tag}] = None
            found[default.tags | (own - {tag})] = None
        found[default.tags | own] = None
        if len(found) > 40:
            break
    found[default.tags | every] = None
    if "ignore" in set().union(*(constraint.tags() for constraint in constraints)):
        found |= {tags | {"ignore"}: None for tags in list(found)[:10]}
    return list(found)
