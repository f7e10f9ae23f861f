"""What a rule is, how rules are found, and what a rule module must be."""

import enum
import importlib
import importlib.util
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from msgspec import Struct

from golint_py.text.finding import Finding, Safety, Severity
from golint_py.text.span import Site

PACKAGE = "golint_py.rules"
FAMILIES = ("map", "lock", "exec", "unsafe", "cgo", "goroutine", "syscall", "layout")
SECTIONS = ("What it finds", "Why it matters", "Bad", "Good", "Fix", "References")
NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class Scope(enum.Enum):
    """What a rule sees: one analysed package (`check(package, query)`), or the run's Facts (`check(facts)`)."""

    PACKAGE = "package"
    MODULE = "module"


class Rule(Struct, frozen=True):
    """A rule's metadata. Its id comes from its path, its texts from the module's docstring.

    `triggers` are byte strings one of which occurs in every file that a package rule can have anything to say about;
    `candidates` those of which one occurs in the text of every function that has to be lowered for it, and `reach` how
    many steps over callers and callees, by their names, are lowered with those, and the package variables they name.
    `paired`: the candidates take and give back; then only functions on a way from one candidate to another count, and
    the callers of those that do one of the two for them.
    `shapes` are regular expressions that do as candidates where their first group is a field or package variable.
    `holders` are types (`sync.Map`) and `names` regular expressions whose first group is a name: functions that name a
    field or package variable of such a type, or such a name, are lowered as well.
    `started`: candidates count only in functions that may have a value of one of those types at hand, and near are
    those that start such a function as a goroutine, however many they are.
    `copies`: functions that may copy what must not be copied are lowered as well.
    `production`: the rule says nothing about test files, and what tests do changes nothing of what it says.
    `text`: the rule follows text, so that callees count only where a result may hold some, and tests call nothing else;
    `sources` then are words in exported functions that give other packages foreign text.
    `cwe` are numbers. `security` is SARIF's `security-severity`, 0.1 to 10 (0: the rule is not about security).
    `fix` is the best safety class of its fixes, None when it has none.
    """

    scope: Scope
    severity: Severity
    cwe: tuple[int, ...]
    security: float
    triggers: tuple[bytes, ...] = ()
    candidates: tuple[bytes, ...] = ()
    fix: Safety | None = None
    default: bool = True
    reach: int = 0
    paired: bool = False
    holders: tuple[str, ...] = ()
    shapes: tuple[bytes, ...] = ()
    started: bool = False
    copies: bool = False
    production: bool = False
    names: tuple[bytes, ...] = ()
    text: bool = False
    sources: tuple[bytes, ...] = ()


class Loaded(Struct, frozen=True, eq=False):
    """A discovered rule: `id` is `family/kebab-name`, `check` its generator, `doc` the docstring."""

    id: str
    rule: Rule
    check: Callable[..., Iterator[Finding[Site]]]
    doc: str


class Documented(Protocol):
    """What has a page: a rule, or one of the tool's own diagnostics."""

    @property
    def id(self) -> str:
        """`family/kebab-name`."""

    @property
    def rule(self) -> Rule:
        """The metadata."""

    @property
    def doc(self) -> str:
        """The text: a title and the sections."""


class Runnable(Documented, Protocol):
    """A rule that can be run, whether or not its module has been imported yet."""

    @property
    def check(self) -> Callable[..., Iterator[Finding[Site]]]:
        """The generator of findings."""


class RuleError(Exception):
    """A rule module that is not a rule; the text names the module and what is wrong."""


class Folder(Struct, frozen=True):
    """A folder of rules, and the modules in it as (family, name)."""

    path: str
    modules: tuple[tuple[str, str], ...]


def discover() -> tuple[Loaded, ...]:
    """All rules of the package `golint_py.rules`, sorted by id. Raises `RuleError` for a module that is not a rule."""
    found: dict[str, Loaded] = {}
    for folder in module_places():
        for family, module in folder.modules:
            loaded = load(family, module)
            if loaded.id in found:
                raise RuleError(f"{loaded.id} is there twice: {folder.path}")
            found[loaded.id] = loaded
    return tuple(found[key] for key in sorted(found))


def module_places() -> list[Folder]:
    """The folders of the rules, with their modules in order."""
    return [Folder(path, tuple(_modules(path))) for path in _rules_package()]


def _rules_package() -> list[str]:
    """The folders of the rules. In a checkout that is not installed they are beside the package, not in it."""
    if PACKAGE not in sys.modules and importlib.util.find_spec(PACKAGE) is None:
        folder = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "rules")
        spec = importlib.util.spec_from_file_location(
            PACKAGE, os.path.join(folder, "__init__.py"), submodule_search_locations=[folder]
        )
        if spec is None or spec.loader is None:
            raise RuleError(f"there are no rules in {folder}")
        module = importlib.util.module_from_spec(spec)
        sys.modules[PACKAGE] = module
        spec.loader.exec_module(module)
    return sorted(importlib.import_module(PACKAGE).__path__)


def _modules(folder: str) -> Iterator[tuple[str, str]]:
    for family in sorted(os.listdir(folder)):
        inside = os.path.join(folder, family)
        if not family.startswith(("_", ".")) and os.path.isdir(inside):
            for name in sorted(os.listdir(inside)):
                if name.endswith(".py") and name != "__init__.py":
                    yield family, name[:-3]


def load(family: str, module: str) -> Loaded:
    """Import `golint_py.rules.<family>.<module>` and check that it is a rule. Raises `RuleError`."""
    imported = importlib.import_module(f"{PACKAGE}.{family}.{module}")
    rule = getattr(imported, "RULE", None)
    check = getattr(imported, "check", None)
    doc = imported.__doc__ or ""
    wrong = [*id_problems(family, module), *doc_problems(doc)]
    if not isinstance(rule, Rule):
        wrong.append("there is no RULE of type golint_py.rule.Rule")
    if not _is_generator_function(check):
        wrong.append("check is not a generator function")
    if wrong:
        raise RuleError(f"{PACKAGE}.{family}.{module}: {'; '.join(wrong)}")
    return Loaded(id_of(family, module), rule, check, doc)  # type: ignore[arg-type]


def _is_generator_function(check: object) -> bool:
    code = getattr(check, "__code__", None)
    return code is not None and bool(code.co_flags & 0x20)


def id_of(family: str, module: str) -> str:
    """`map`, `inconsistent_guard` → `map/inconsistent-guard`."""
    return f"{family}/{module.replace('_', '-')}"


def id_problems(family: str, module: str) -> list[str]:
    """What is wrong with a rule's path."""
    wrong = []
    if family not in FAMILIES:
        wrong.append(f"{family} is no family (those are {', '.join(FAMILIES)})")
    if NAME.fullmatch(module.replace("_", "-")) is None or "-" in module:
        wrong.append(f"{module} is no snake_case name")
    return wrong


def sections(doc: str) -> Mapping[str, str]:
    """The docstring's sections by heading, dedented; "" is what stands before the first one, the title line included.

    A heading is one of `SECTIONS`, alone on an unindented line; its text is indented below it.
    """
    found: dict[str, list[str]] = {"": []}
    current = ""
    for line in doc.strip().splitlines():
        if line.rstrip() in SECTIONS:
            current = line.rstrip()
            if current in found:
                raise RuleError(f"the section {current} is there twice")
            found[current] = []
        else:
            found[current].append(line.rstrip())
    return {name: _dedent(lines) for name, lines in found.items()}


def _dedent(lines: list[str]) -> str:
    depth = min((len(line) - len(line.lstrip(" \t")) for line in lines if line), default=0)
    return "\n".join(line[depth:] for line in lines).strip("\n")


def doc_problems(doc: str) -> list[str]:
    """What is missing or out of order in a rule's docstring."""
    if not doc.strip():
        return ["there is no docstring"]
    try:
        parts = sections(doc)
    except RuleError as error:
        return [str(error)]
    title = title_of(doc)
    wrong = [] if title.endswith(".") else ["the docstring's first line is not a sentence ending in a full stop"]
    wrong += [f"the docstring has no section {name}" for name in SECTIONS if not parts.get(name)]
    there = [name for name in parts if name]
    if not wrong and there != list(SECTIONS):
        wrong.append(f"the sections are not in the order {', '.join(SECTIONS)}")
    return wrong


def title_of(doc: str) -> str:
    """The first line."""
    return doc.strip().partition("\n")[0].strip()


def page(documented: Documented) -> str:
    """The rule's page in Markdown."""
    rule, parts = documented.rule, sections(documented.doc)
    facts = [f"severity {rule.severity.name.lower()}"]
    facts += [f"[CWE-{number}](https://cwe.mitre.org/data/definitions/{number}.html)" for number in rule.cwe]
    facts.append("fix: " + (rule.fix.name.lower() if rule.fix is not None else "none"))
    if not rule.default:
        facts.append("off by default")
    rest = parts[""].partition("\n")[2].strip("\n")
    lines = [f"# {documented.id}", title_of(documented.doc), " · ".join(facts), *([rest] if rest else [])]
    for name in SECTIONS:
        text = parts.get(name)
        if text:
            lines += [f"## {name}", f"```go\n{text}\n```" if name in ("Bad", "Good") else text]
    return "\n\n".join(lines) + "\n"
