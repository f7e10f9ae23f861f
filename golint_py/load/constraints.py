"""Build constraints: which files a configuration admits (go help buildconstraint, package go/build/constraint)."""

import re
from collections.abc import Callable

from msgspec import Struct

from golint_py.load.platforms import GOARCH, GOOS, IMPLIED, NEWEST, TOOL_TAGS, UNIX

Version = tuple[int, int]

_TOKEN = r"[ \t]*(?:(&&|\|\||[!()])|([\w.]+))"
_RELEASE = r"go1\.(\d{1,4})"
_PRIORITY = {"||": 1, "&&": 2, "!": 3}


class Configuration(Struct, frozen=True):
    """What files are chosen for: platform, cgo, `-tags`, and the newest release tag `go1.N` that holds."""

    goos: str = "linux"
    goarch: str = "amd64"
    cgo: bool = True
    tags: frozenset[str] = frozenset()
    go: Version = NEWEST
    compiler: str = "gc"

    def label(self) -> str:
        """How reports call it: `windows/amd64`, `linux/amd64 nocgo tags=integration`."""
        parts = [f"{self.goos}/{self.goarch}"]
        if not self.cgo:
            parts.append("nocgo")
        if self.compiler != "gc":
            parts.append(self.compiler)
        if self.go != NEWEST:
            parts.append(f"go{self.go[0]}.{self.go[1]}")
        if self.tags:
            parts.append("tags=" + ",".join(sorted(self.tags)))
        return " ".join(parts)

    def has(self, tag: str) -> bool:
        """Whether the tag holds."""
        return (
            platform_has(self.goos, self.goarch, tag)
            or tag in self.tags
            or toolchain_has(self.cgo, self.go, self.compiler, tag)
        )


def platform_has(goos: str, goarch: str, tag: str) -> bool:
    """Whether the tag holds because of the platform."""
    return tag in (goos, goarch) or IMPLIED.get(goos) == tag or (tag == "unix" and goos in UNIX)


def toolchain_has(cgo: bool, go: Version, compiler: str, tag: str) -> bool:
    """Whether the tag holds because of the toolchain, its release or cgo."""
    if tag == "cgo":
        return cgo
    if tag == compiler or tag in TOOL_TAGS:
        return True
    release = re.fullmatch(_RELEASE, tag)
    return release is not None and go >= (1, int(release[1])) >= (1, 1)


class Constraint(Struct, frozen=True):
    """A condition in postfix order: tags, and the operators `!`, `&&`, `||`. The empty one always holds."""

    postfix: tuple[str, ...] = ()

    def admits(self, has: Callable[[str], bool]) -> bool:
        """Whether the condition holds where `has` says which tags do."""
        if not self.postfix:
            return True
        stack: list[bool] = []
        for token in self.postfix:
            if token == "!":
                stack[-1] = not stack[-1]
            elif token in _PRIORITY:
                right = stack.pop()
                stack[-1] = (stack[-1] and right) if token == "&&" else (stack[-1] or right)
            else:
                stack.append(has(token))
        return stack[-1]

    def tags(self) -> frozenset[str]:
        """All tags that the condition names."""
        return frozenset(token for token in self.postfix if token not in _PRIORITY)

    def version(self) -> Version | None:
        """The Go version that the condition implies, None for none (as constraint.GoVersion)."""
        stack: list[int] = []
        for token in self.postfix:
            if token == "!":
                stack[-1] = -1
            elif token in _PRIORITY:
                right = stack.pop()
                stack[-1] = max(stack[-1], right) if token == "&&" else min(stack[-1], right)
            else:
                release = re.fullmatch(_RELEASE, token)
                stack.append(int(release[1]) if release else -1)
        return (1, stack[-1]) if stack and stack[-1] >= 0 else None


ALWAYS = Constraint()


def parse(text: str) -> Constraint:
    """The condition of a `//go:build` line, given what follows `//go:build`. Raises `ValueError` with the reason."""
    output: list[str] = []
    operators: list[str] = []
    operand = True  # whether an operand must come next
    position, end = 0, len(text.rstrip())
    token = re.compile(_TOKEN)
    while position < end:
        match = token.match(text, position)
        if match is None:
            raise ValueError(f"unexpected {text[position:].strip()[:1]!r} in //go:build")
        position = match.end()
        operator, tag = match.groups()
        if operator in ("&&", "||"):
            if operand:
                raise ValueError(f"unexpected {operator} in //go:build")
            while operators and _PRIORITY.get(operators[-1], 0) >= _PRIORITY[operator]:
                output.append(operators.pop())
            operators.append(operator)
            operand = True
        elif operator == ")":
            if operand or "(" not in operators:
                raise ValueError("unexpected ) in //go:build")
            while (top := operators.pop()) != "(":
                output.append(top)
        else:
            if not operand:
                raise ValueError(f"unexpected {operator or tag} in //go:build")
            if operator:
                operators.append(operator)
            else:
                output.append(tag)
                operand = False
    if operand or "(" in operators:
        raise ValueError("//go:build ends too early")
    return Constraint((*output, *reversed(operators)))


def parse_plus(lines: tuple[str, ...]) -> Constraint:
    """The condition of `// +build` lines, given what follows `+build`: lines and commas are `and`, spaces are `or`.

    Malformed terms never hold, as in Go.
    """
    return combine(
        *(
            _fold([_fold([_literal(word) for word in option.split(",")], "&&") for option in line.split()], "||")
            for line in lines
        )
    )


def _literal(word: str) -> Constraint:
    negated = word.startswith("!")
    tag = word[1:] if negated else word
    if not tag or not re.fullmatch(r"[\w.]+", tag):
        return Constraint(("ignore",))
    return Constraint((tag, "!") if negated else (tag,))


def _fold(parts: list[Constraint], operator: str) -> Constraint:
    postfix: list[str] = []
    for part in parts:
        postfix.extend(part.postfix)
        if len(postfix) > len(part.postfix):
            postfix.append(operator)
    return Constraint(tuple(postfix))


def combine(*parts: Constraint) -> Constraint:
    """The condition under which all hold."""
    return _fold([part for part in parts if part.postfix], "&&")


def of_name(name: str) -> Constraint:
    """The condition that a file's name sets: `_GOOS`, `_GOARCH`, `_GOOS_GOARCH`, each before an optional `_test`."""
    stem, _, _ = name.partition(".")
    _, underscore, rest = stem.partition("_")
    if not underscore:
        return ALWAYS
    words = rest.split("_")
    if words[-1] == "test":
        words.pop()
    if len(words) >= 2 and words[-2] in GOOS and words[-1] in GOARCH:
        return Constraint((words[-2], words[-1], "&&"))
    if words and (words[-1] in GOOS or words[-1] in GOARCH):
        return Constraint((words[-1],))
    return ALWAYS
