"""A goroutine keeps the context of a request that the framework uses again.

What it finds
    A `*gin.Context`, `*fiber.Ctx` or `*fasthttp.RequestCtx` that is a parameter of a handler, and is captured by a
    goroutine that the handler starts, or passed to it. `echo.Context` with medium confidence.

    Silent for copies (`c.Copy()`), for values that are taken from it before, and where the handler waits for something
    after it has started the goroutine. Tests are left out.

Why it matters
    These frameworks keep contexts in a pool. When the handler has returned the context belongs to the next request: the
    goroutine reads the parameters of somebody else, and writes into their answer.

Bad
    package p

    import "github.com/gin-gonic/gin"

    func log(c *gin.Context) {
        go func() {
            println(c.Query("name"))
        }()
    }

Good
    package p

    import "github.com/gin-gonic/gin"

    func log(c *gin.Context) {
        copied := c.Copy()
        go func() {
            println(copied.Query("name"))
        }()
    }

Fix
    Make a copy before the goroutine starts, or take out the values that it needs.

    `golint-py fix` gives the goroutine a copy, for gin. The others have none.

References
    https://gin-gonic.com/en/docs/examples/goroutines-inside-a-middleware/
    https://cwe.mitre.org/data/definitions/362.html
    https://cwe.mitre.org/data/definitions/825.html
"""

from collections.abc import Iterator

from golint_py.analyses.recycled_contexts import kept_contexts
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Safety, Severity
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per goroutine and context."""
    for one in query.get(kept_contexts, package):
        yield Finding(
            rule="goroutine/recycled-context",
            place=Site(one.function, one.at),
            message=f"`{one.name}` belongs to the request; when the handler has returned, the next one gets it",
            severity=Severity.ERROR,
            confidence=Confidence.MEDIUM if one.type.pool else Confidence.HIGH,
            subject=one.name,
            function=one.function,
            plan=FixPlan("copy-context", one.name, Safety.SAFE, (("copy", one.type.copy),)) if one.type.copy else None,
        )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.ERROR,
    cwe=(362, 825),
    security=5.3,
    fix=Safety.SAFE,
    triggers=(b"gin-gonic/gin", b"gofiber/fiber", b"valyala/fasthttp", b"labstack/echo"),
    candidates=(b"go ",),
    production=True,
)
