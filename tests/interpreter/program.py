"""From the source of a program in package main to what it prints."""

import re
from functools import cache
from typing import Any

from golint_py.ir import ops as O
from golint_py.ir.lower import lower
from golint_py.ir.program import Function as Code
from golint_py.load.header import scan
from golint_py.load.packages import GoFile
from golint_py.syntax.parse import parse
from golint_py.types.declare import declare
from golint_py.types.infer import Checker
from golint_py.types.lookup import Lookup, Universe
from golint_py.types.model import Signature
from golint_py.types.std import StandardLibrary
from interpreter.machine import Goroutine, Halt, Machine
from interpreter.natives import NATIVES
from interpreter.values import Function, GoPanic, Types


@cache
def standard_library() -> StandardLibrary:
    """The declarations of the standard library, read once."""
    return StandardLibrary()


class Program:
    """A lowered program."""

    def __init__(self, source: bytes, name: str = "main.go") -> None:
        header = scan(source)
        version = re.search(rb"^//go:build go1\.(\d+)", source, re.MULTILINE)
        go = (1, int(version.group(1))) if version else (1, 27)
        file = GoFile(path=name, package="main", imports=header.imports, go=go, test=False, generated=False, cgo=False)
        universe = Universe({}, standard_library())
        declared = declare("main", "main", [(file, parse(source))], universe)
        checker = Checker(declared, universe)
        self.lookup: Lookup = checker.lookup(False)
        self.functions: dict[str, Code] = {}
        self.variadic = {
            f"main.{name}" for name, function in declared.exports.funcs.items() if function.signature.variadic
        }
        for name, type in declared.exports.types.items():
            for method, declaration in type.methods.items():
                if declaration.signature.variadic:
                    star = "*" if declaration.pointer else ""
                    self.variadic.add(f"({star}main.{name}).{method}")
        self.inits: list[str] = []
        noreturn = frozenset({"os.Exit"})
        for body in declared.bodies:
            info = checker.check(body)
            lowered = lower(body, info, self.lookup, noreturn).functions
            for function in lowered:
                self.functions[function.symbol] = function
            if body.specs or body.symbol.startswith("main.init#"):
                self.inits.append(body.symbol)
        self.inits.sort(key=lambda symbol: symbol.startswith("main.init#"))
        for function in self.functions.values():
            for block in function.blocks:
                for op in block.ops:
                    if isinstance(op, O.Closure):
                        type = self.lookup.underlying(function.types[op.result])
                        if isinstance(type, Signature) and type.variadic:
                            self.variadic.add(op.symbol)

    def run(self) -> bytes:
        """What the program prints to standard output."""
        machine = Machine(self.functions, self.variadic, Types(self.lookup), NATIVES)
        try:
            for symbol in [*self.inits, "main.main"]:
                goroutine = Goroutine()
                machine.enter(goroutine, Function(symbol), [], -1, {})
                machine.run(goroutine)
        except Halt:
            pass
        except GoPanic as panic:
            machine.out.append(b"panic: " + _shown(machine, panic.value) + b"\n")
        return b"".join(machine.out)


def _shown(machine: Machine, value: Any) -> bytes:
    from interpreter.natives import printer

    return printer(machine).show(value)
