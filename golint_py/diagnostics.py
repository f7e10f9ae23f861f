"""The tool's own diagnostics, `golint/...`: what they mean. They have pages and can be ignored, like rules."""

from msgspec import Struct

from golint_py.rule import Rule, Scope
from golint_py.text.finding import Safety, Severity

UNUSED_SUPPRESSION = "golint/unused-suppression"
MALFORMED_DIRECTIVE = "golint/malformed-directive"
UNKNOWN_RULE = "golint/unknown-rule"
ANNOTATION_DOES_NOT_RESOLVE = "golint/annotation-does-not-resolve"
FILE_NOT_ANALYSED = "golint/file-not-analysed"
FIX_REFUSED = "golint/fix-refused"
INTERNAL_ERROR = "golint/internal-error"


class Diagnostic(Struct, frozen=True):
    """One diagnostic: the same facts and the same kind of text as a rule, but no `check`: the engine itself says it."""

    id: str
    rule: Rule
    doc: str


def _diagnostic(name: str, severity: Severity, doc: str, fix: Safety | None = None) -> Diagnostic:
    return Diagnostic(name, Rule(Scope.MODULE, severity, (), 0.0, fix=fix), doc)


DIAGNOSTICS = (
    _diagnostic(
        ANNOTATION_DOES_NOT_RESOLVE,
        Severity.WARNING,
        """An annotation names a lock that is not there.

What it finds
    A `//golint:guardedby mu`, `// guarded by mu` or `+checklocks:mu` whose lock is no field of the struct, no variable
    of the package and no parameter of the function.
Why it matters
    The reader believes that the field is checked against its lock. It is not.
Bad
    type Store struct {
        mutex sync.Mutex
        items map[string]int //golint:guardedby mu
    }
Good
    type Store struct {
        mutex sync.Mutex
        items map[string]int //golint:guardedby mutex
    }
Fix
    Name the lock as it is declared, or delete the annotation.
References
    https://pkg.go.dev/gvisor.dev/gvisor/tools/checklocks
""",
    ),
    _diagnostic(
        FILE_NOT_ANALYSED,
        Severity.NOTE,
        """A file, or a part of one, was not analysed.

What it finds
    A file that could not be read, is too large, or has a declaration that could not be parsed.
Why it matters
    No finding in this file does not mean that nothing is wrong with it. Other findings may be missing or less sure.
Bad
    func broken( {
Good
    func whole() {
    }
Fix
    Repair the syntax, or exclude the file. `--strict` makes such files count for the exit code.
References
    The list of what cannot be seen: docs/caveats.md
""",
    ),
    _diagnostic(
        FIX_REFUSED,
        Severity.NOTE,
        """A fix was possible, but not safe, and was not made.

What it finds
    A finding whose fix `golint-py fix` was asked for and whose conditions do not hold. The message says which.
Why it matters
    The finding is still there.
Bad
    golint-py fix .
Good
    golint-py fix --unsafe-fixes .
Fix
    Make the change by hand, with the page of the finding's rule.
References
    The page of the rule: golint-py rule ID
""",
    ),
    _diagnostic(
        INTERNAL_ERROR,
        Severity.ERROR,
        """golint-py itself failed on a part of the code.

What it finds
    A crash of a rule or of an analysis. The other rules and packages went on; the exit code is 2.
Why it matters
    Findings are missing. Never take such a run for a clean one.
Bad
    A run that ends with this diagnostic.
Good
    A run without it.
Fix
    Report it, with the smallest Go file that shows it. Ignoring the rule named in the message gets you on.
References
    The project's issue tracker.
""",
    ),
    _diagnostic(
        MALFORMED_DIRECTIVE,
        Severity.WARNING,
        """A `golint:` comment is not a directive.

What it finds
    A comment that looks like a directive and cannot be one: a space before `golint:`, an unknown verb, no rule, a bare
    family, no reason after `--`, a date that is none. It suppresses nothing.
Why it matters
    Its author believes that a finding is silenced, and that the next reader is told why.
Bad
    // golint:ignore map/concurrent-access
    m[k] = v
Good
    //golint:ignore map/concurrent-access -- only called before the server starts
    m[k] = v
Fix
    Write `//golint:ignore family/name[,family/name] [until=YYYY-MM-DD] -- why`.
References
    docs/suppression.md
""",
    ),
    _diagnostic(
        UNKNOWN_RULE,
        Severity.WARNING,
        """A directive names a rule that does not exist.

What it finds
    `//golint:ignore` with an id that is no rule. It never means all rules.
Why it matters
    A typing error must not silence anything, nor look as if it did.
Bad
    //golint:ignore map/concurent-access -- started later
    m[k] = v
Good
    //golint:ignore map/concurrent-access -- started later
    m[k] = v
Fix
    Correct the id; `golint-py rules` lists them.
References
    docs/suppression.md
""",
    ),
    _diagnostic(
        UNUSED_SUPPRESSION,
        Severity.NOTE,
        """A directive suppresses nothing, or has expired.

What it finds
    A `//golint:ignore` whose rule ran and found nothing there, or whose `until=` date has passed.
Why it matters
    It would silence the next bug on that line, for a reason that no longer holds.
Bad
    //golint:ignore map/concurrent-access -- single goroutine
    x := 1
Good
    x := 1
Fix
    Delete the directive, or the id that is not needed; `golint-py fix --unsafe-fixes` does it. Run it over the whole
    program: what only shows there may need the directive.
References
    docs/suppression.md
""",
        Safety.UNSAFE,
    ),
)
