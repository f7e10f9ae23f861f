"""An integer of unknown origin becomes a pointer.

What it finds
    A conversion `unsafe.Pointer(n)` of a number that is no address made in sight: a constant, a number that was parsed
    or decoded, or a parameter of an exported function. An expression that is none of the forms that package unsafe
    allows: an address that is not the left operand of `+`, `-` or `&^`, arithmetic on what reflect gives, the Data of a
    copied or home-made header, and methods called Pointer or UnsafeAddr of types other than reflect.Value.

    Silent for what system calls, mmap, C and callbacks give, for nil, and for numbers made from pointers, of which
    unsafe/uintptr-outlives-pointer speaks. Fields, package variables and parameters of functions whose callers are in
    sight are low.

Why it matters
    The garbage collector and the stack copier stop the program when they meet a pointer that is none ("found bad
    pointer in Go heap", "invalid pointer found on stack"), and any access through it is a read or write at an address
    that somebody else chose.

Bad
    package p

    import (
        "strconv"
        "unsafe"
    )

    func peek(text string) byte {
        address, _ := strconv.ParseUint(text, 0, 64)
        return *(*byte)(unsafe.Pointer(uintptr(address)))
    }

Good
    package p

    import "strconv"

    var registers = map[uint64]*byte{}

    func peek(text string) byte {
        address, _ := strconv.ParseUint(text, 0, 64)
        if register := registers[address]; register != nil {
            return *register
        }
        return 0
    }

Fix
    Hand the pointer itself over (unsafe.Pointer, or its real type). A number that must pass through C or the kernel is
    best a `runtime/cgo.Handle`, or a key of a table of the program.

References
    https://pkg.go.dev/unsafe#Pointer
    https://pkg.go.dev/runtime/cgo#Handle
    https://cwe.mitre.org/data/definitions/587.html
    https://cwe.mitre.org/data/definitions/822.html
"""

from collections.abc import Iterator

from golint_py.analyses.casts import lookup_of
from golint_py.analyses.integer_origins import HEADER_DATA, Leaf, conversions, origins
from golint_py.analyses.pointer_shapes import wrong_shape
from golint_py.analyses.uintptr_model import View, is_exempt
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Convert
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, Severity
from golint_py.text.span import Site

_OTHERS = frozenset({"address", "outside", "call", "other"})


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per conversion."""
    if is_exempt(package.path):
        return
    view, lookup = View(package, query), lookup_of(package)
    for symbol, op in query.get(conversions, package, query):
        wrong = wrong_shape(view.memory(symbol), lookup, symbol, op)
        if wrong:
            yield _of_shape(package, symbol, op, wrong)
            continue
        found = origins(view, symbol, op.operand)
        real = all(leaf.name in HEADER_DATA for leaf in found)
        if not real and not any(leaf.kind in _OTHERS for leaf in found):
            worst = _worst(found)
            if worst is not None:
                yield _finding(package, symbol, op, worst)


def _of_shape(package: Unit, symbol: str, op: Convert, wrong: str) -> Finding[Site]:
    return Finding(
        rule="unsafe/pointer-from-integer",
        place=Site(symbol, op.at),
        message=f"not a conversion that package unsafe allows: {wrong}",
        severity=Severity.WARNING,
        confidence=Confidence.LOW if package.functions[symbol].test else Confidence.MEDIUM,
        subject="unsafe.Pointer",
        function=symbol,
    )


def _worst(found: frozenset[Leaf]) -> Leaf | None:
    order = ("parsed", "parameter", "constant", "given", "field", "variable")
    named = [leaf for leaf in found if leaf.kind != "constant" or leaf.number != 0]
    return min(named, key=lambda leaf: (order.index(leaf.kind), leaf.name, leaf.number), default=None)


def _finding(package: Unit, symbol: str, op: Convert, leaf: Leaf) -> Finding[Site]:
    what = {
        "parsed": f"a number from `{leaf.name}`",
        "parameter": f"the parameter `{leaf.name}`, which any caller chooses,",
        "constant": f"the constant {leaf.number:#x}",
        "given": f"the parameter `{leaf.name}`",
        "field": f"the field `{leaf.name}`",
        "variable": f"the package variable `{leaf.name}`",
    }[leaf.kind]
    sure = leaf.kind in ("parsed", "parameter", "constant") and not package.functions[symbol].test
    return Finding(
        rule="unsafe/pointer-from-integer",
        place=Site(symbol, op.at),
        message=f"{what} becomes a pointer; it is no address that was made in sight",
        severity=Severity.WARNING,
        confidence=Confidence.MEDIUM if sure else Confidence.LOW,
        subject=leaf.name or hex(leaf.number),
        function=symbol,
    )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.WARNING,
    cwe=(587, 822),
    security=6.5,
    triggers=(b"unsafe.Pointer(",),
    candidates=(b"uintptr", b"unsafe.Pointer("),
)
