"""Which further build configurations a package is read in, so that files the default one leaves out are seen too.

Candidates are the product of platforms, toolchains and sets of custom tags. A set of candidates is an integer with one
bit each, so that a constraint is evaluated for all of them at once.
"""

from collections.abc import Sequence
from itertools import product

from golint_py.load.constraints import Configuration, Constraint, Version, platform_has, toolchain_has
from golint_py.load.platforms import GOARCH, GOOS, PAIRS, TOOL_TAGS

MOST = 4  # further configurations per package (DESIGN 3)
_MOST_TAG_SETS = 40
_WORDS = frozenset({"cgo", "unix", "gc", "gccgo", "ignore"}) | GOOS | GOARCH | TOOL_TAGS

Toolchain = tuple[Version, str, bool]  # release, compiler, cgo


def further(constraints: Sequence[Constraint], default: Configuration, weights: Sequence[int]) -> list[Configuration]:
    """Configurations that admit the files with these constraints.

    Greedy maximum coverage: again and again the configuration that admits most of what is left (by weight; ties by the
    order in which candidates are listed, those nearest to the default one first), at most `MOST` times.
    """
    left: dict[Constraint, int] = {}
    for constraint, weight in zip(constraints, weights, strict=True):
        left[constraint] = left.get(constraint, 0) + weight
    space = _Space(tuple(left), default)
    admitting = {constraint: space.admitting(constraint) for constraint in left}
    chosen: list[Configuration] = []
    while left and len(chosen) < MOST:
        best = _heaviest([(admitting[constraint], weight) for constraint, weight in left.items()])
        if best < 0:
            break
        chosen.append(space.configuration(best))
        left = {constraint: weight for constraint, weight in left.items() if not admitting[constraint] >> best & 1}
    return chosen


class _Space:
    """The candidates: tag set t, toolchain c and platform p have the number (t * toolchains + c) * platforms + p."""

    def __init__(self, constraints: Sequence[Constraint], default: Configuration) -> None:
        words: frozenset[str] = frozenset().union(*(constraint.tags() for constraint in constraints))
        self.platforms = _platforms(words, default)
        self.toolchains = _toolchains(words, default)
        self.tag_sets = _tag_sets(constraints, default)
        self.block = len(self.toolchains) * len(self.platforms)
        self.full = (1 << self.block * len(self.tag_sets)) - 1
        self._masks: dict[str, int] = {}

    def configuration(self, number: int) -> Configuration:
        """The candidate with that number."""
        rest, platform = divmod(number, len(self.platforms))
        tags, toolchain = divmod(rest, len(self.toolchains))
        goos, goarch = self.platforms[platform]
        go, compiler, cgo = self.toolchains[toolchain]
        return Configuration(goos, goarch, cgo, self.tag_sets[tags], go, compiler)

    def admitting(self, constraint: Constraint) -> int:
        """The candidates that fulfil the constraint."""
        stack: list[int] = []
        for token in constraint.postfix:
            if token == "!":
                stack[-1] ^= self.full
            elif token == "&&":
                right = stack.pop()
                stack[-1] &= right
            elif token == "||":
                right = stack.pop()
                stack[-1] |= right
            else:
                stack.append(self._having(token))
        return stack[-1] if stack else self.full

    def _having(self, tag: str) -> int:
        """The candidates in which the tag holds."""
        found = self._masks.get(tag)
        if found is None:
            width = len(self.platforms)
            platform = _bits([platform_has(goos, goarch, tag) for goos, goarch in self.platforms], 1)
            toolchain = _bits([toolchain_has(cgo, go, kind, tag) for go, kind, cgo in self.toolchains], width)
            tags = _bits([tag in tags for tags in self.tag_sets], self.block)
            found = _repeat(platform, width, self.block // width) | toolchain
            found = self._masks[tag] = _repeat(found, self.block, len(self.tag_sets)) | tags
        return found


def _bits(holds: Sequence[bool], width: int) -> int:
    """An integer with `width` ones for each that holds, `width` zeros for each that does not, the first lowest."""
    ones = (1 << width) - 1
    found = 0
    for index, one in enumerate(holds):
        if one:
            found |= ones << index * width
    return found


def _repeat(pattern: int, width: int, times: int) -> int:
    return pattern * (((1 << width * times) - 1) // ((1 << width) - 1)) if pattern else 0


def _heaviest(weighted: Sequence[tuple[int, int]]) -> int:
    """The lowest bit number whose sum of weights, over the masks that have the bit, is greatest; -1 if all are 0.

    The sums of all bits are kept side by side: `digits[d]` holds digit d (base 2) of every sum.
    """
    digits: list[int] = []
    for mask, weight in weighted:
        for place in range(weight.bit_length()):
            carry = mask if weight >> place & 1 else 0
            digit = place
            while carry:
                while len(digits) <= digit:
                    digits.append(0)
                digits[digit], carry = digits[digit] ^ carry, digits[digit] & carry
                digit += 1
    best = -1  # all candidates
    for digit_mask in reversed(digits):
        if best & digit_mask:
            best &= digit_mask
    return (best & -best).bit_length() - 1 if any(digits) else -1


def _platforms(words: frozenset[str], default: Configuration) -> list[tuple[str, str]]:
    own = (default.goos, default.goarch)
    if not words & (GOOS | GOARCH | {"unix"}):
        return [own]
    known = dict.fromkeys([own, *PAIRS])
    # Platforms that Go does not support, or not any more.
    known.update(dict.fromkeys((goos, "amd64") for goos in sorted((words & GOOS) - {pair[0] for pair in PAIRS})))
    known.update(dict.fromkeys(("linux", goarch) for goarch in sorted((words & GOARCH) - {pair[1] for pair in PAIRS})))
    return list(known)


def _toolchains(words: frozenset[str], default: Configuration) -> list[Toolchain]:
    free = [default.cgo, not default.cgo] if "cgo" in words else [default.cgo]
    compilers = ["gc", "gccgo"] if words & {"gc", "gccgo"} else ["gc"]
    releases = {(1, int(word[4:])) for word in words if word.startswith("go1.") and word[4:].isdecimal()}
    older = {(1, minor - 1) for _, minor in releases if minor > 1}  # the newest in which `!go1.N` holds
    return list(product([default.go, *sorted((releases | older) - {default.go}, reverse=True)], compilers, free))


def _tag_sets(constraints: Sequence[Constraint], default: Configuration) -> list[frozenset[str]]:
    """Sets of custom tags: none more than the default's, those of one constraint, each alone, all but each, all."""
    found = {default.tags: None}
    every: set[str] = set()
    ignore = False
    for constraint in sorted(constraints, key=_postfix):
        named = constraint.tags()
        ignore = ignore or "ignore" in named
        own = {tag for tag in named if tag not in _WORDS and not tag.startswith("go1.")}
        every |= own
        if len(found) < _MOST_TAG_SETS:
            found[default.tags | own] = None
            for tag in sorted(own)[:8]:
                found[default.tags | {tag}] = None
                found[default.tags | (own - {tag})] = None
    found[default.tags | every] = None
    if ignore:
        found.update(dict.fromkeys([tags | {"ignore"} for tags in found]))
    return list(found)


def _postfix(constraint: Constraint) -> tuple[str, ...]:
    return constraint.postfix
