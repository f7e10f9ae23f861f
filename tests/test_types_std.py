"""The index of the standard library that ships with the package."""

import os
from pathlib import Path

import pytest
from types_source import declared

from golint_py.types.model import Basic, Interface, Named, Pointer, Signature, Slice, TypeParam
from golint_py.types.std import INDEX, StandardLibrary, write_index
from golint_py.types.substitute import parts

STANDARD = StandardLibrary()


def test_index_is_small_and_every_package_decodes() -> None:
    table = STANDARD.table()
    assert os.stat(INDEX).st_size < 3_000_000
    assert table.go.startswith("go1.")
    assert len(table.packages) > 150
    for path in table.packages:
        exports = STANDARD.exports(path)
        assert exports is not None
        assert exports.path == path


def test_samples_are_right() -> None:
    http, sync = STANDARD.exports("net/http"), STANDARD.exports("sync")
    assert http is not None
    assert sync is not None
    handler = Named("net/http.Handler")
    assert http.funcs["ListenAndServe"].signature == Signature((Basic("string"), handler), (Named("error"),))
    assert http.types["Handler"].underlying.methods[0].name == "ServeHTTP"  # type: ignore[union-attr]
    assert set(sync.types["RWMutex"].methods) >= {"Lock", "Unlock", "RLock", "RUnlock", "TryLock", "RLocker"}
    assert sync.types["RWMutex"].methods["Lock"].pointer
    keys = STANDARD.exports("maps").funcs["Keys"]  # type: ignore[union-attr]
    key = TypeParam("maps.Keys", "K")
    assert keys.signature.results == (Named("iter.Seq", (key,)),)
    assert STANDARD.exports("os").vars["Args"] == Slice(Basic("string"))  # type: ignore[union-attr]
    assert STANDARD.exports("os").types["FileMode"].alias  # type: ignore[union-attr]
    assert STANDARD.exports("math").consts["MaxInt8"].value == 127  # type: ignore[union-attr]
    assert STANDARD.exports("math/rand/v2").name == "rand"  # type: ignore[union-attr]
    assert STANDARD.exports("os/exec").funcs["Command"].signature == Signature(  # type: ignore[union-attr]
        (Basic("string"), Slice(Basic("string"))), (Pointer(Named("os/exec.Cmd")),), True
    )


def test_what_nobody_can_use_is_left_out() -> None:
    assert STANDARD.exports("internal/testenv") is None
    assert STANDARD.exports("cmd/go") is None
    assert STANDARD.exports("example.com/p") is None
    strings = STANDARD.exports("strings")
    assert strings is not None
    assert all(name[0].isupper() for name in (*strings.funcs, *strings.vars, *strings.consts))


def test_types_that_exported_things_mention_are_there() -> None:
    missing = set()
    for path in STANDARD.table().packages:
        exports = STANDARD.exports(path)
        assert exports is not None
        pending = [function.signature for function in exports.funcs.values()]
        pending += [m.signature for t in exports.types.values() for m in t.methods.values()]
        stack: list[object] = [*pending, *exports.vars.values()]
        while stack:
            type = stack.pop()
            if isinstance(type, Named) and type.name not in ("error", "comparable"):
                package, _, name = type.name.rpartition(".")
                found = STANDARD.exports(package)
                if found is None or name not in found.types:
                    missing.add(type.name)
            stack.extend(parts(type))  # type: ignore[arg-type]
    assert missing == set()


def test_nothing_exported_is_unknown() -> None:
    for path in STANDARD.table().packages:
        exports = STANDARD.exports(path)
        assert exports is not None
        assert [name for name, type in exports.vars.items() if type is None] == []
        assert [name for name, one in exports.types.items() if one.underlying is None] == []


def test_unexported_methods_of_interfaces_stay() -> None:
    expression = STANDARD.exports("go/ast").types["Expr"].underlying  # type: ignore[union-attr]
    assert isinstance(expression, Interface)
    assert "exprNode" in {method.name for method in expression.methods}


def test_written_index_can_be_read(tmp_path: Path) -> None:
    exports = declared("package p\ntype T struct { f int }\nfunc F(t T) {}").exports
    target = tmp_path / "index"
    write_index(str(target), "go1.99", {"example.com/p": exports})
    found = StandardLibrary(str(target))
    assert found.table().go == "go1.99"
    assert found.exports("example.com/p") == exports


def test_missing_index_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        StandardLibrary(str(tmp_path / "none")).exports("sync")
