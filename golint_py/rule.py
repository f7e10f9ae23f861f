"""What a rule is, how rules are found, and what a rule module must be."""

import enum
from collections.abc import Callable, Iterator

from msgspec import Struct

from golint_py.text.finding import Confidence, Finding, Safety, Severity
from golint_py.text.span import Site


class Scope(enum.Enum):
    """What a rule sees: one analysed package (`check(package, query)`), or the Facts of the whole run (`check(facts)`)."""

    PACKAGE = "package"
    MODULE = "module"


class Rule(Struct, frozen=True):
    """A rule's metadata. Its id comes from its path, its texts from the module's docstring.

    `triggers` are byte strings one of which occurs in every file that a package rule can have anything to say about;
    `candidates` those of which one occurs in the text of every function that has to be lowered for it.
    `cwe` are numbers. `security` is SARIF's `security-severity`, 0.1 to 10. `fix` is the best safety class of its fixes,
    None when it has none.
    """

    scope: Scope
    severity: Severity
    cwe: tuple[int, ...]
    security: float
    triggers: tuple[bytes, ...] = ()
    candidates: tuple[bytes, ...] = ()
    fix: Safety | None = None
    default: bool = True


class Loaded(Struct, frozen=True, eq=False):
    """A discovered rule: `id` is `family/kebab-name`, `check` its generator, `doc` the docstring."""

    id: str
    rule: Rule
    check: Callable[..., Iterator[Finding[Site]]]
    doc: str


