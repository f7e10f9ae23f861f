"""Shows how cost grows with the size of a tree and of single functions, types and literals: near linear, or a mistake.

    python benchmarks/growth.py [--only NAME ...] [PROJECT]

For each shape a size and its multiples are generated, or copied (`copies of a project`), and checked in a new process
with one worker and nothing kept. The exponent is that of the power law from the smallest to the largest: 1 is linear.
Of copies the number of Go files that were analysed is told, too: it has to grow as the copies do.
"""

import argparse
import math
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from measure import Command, Cost, cost
from msgspec import Struct

HERE = Path(__file__).resolve().parent
HEAD = 'package p\n\nimport (\n\t"os/exec"\n\t"sync"\n)\n\nvar mu sync.Mutex\n\nvar m = map[int]int{}\n\n'
HEAD += "func R(c string) { _ = exec.Command(c).Run() }\n\n"


class Run(Struct, frozen=True):
    """What a run cost, and how many Go files it analysed."""

    cost: Cost
    files: int


class Shape(Struct, frozen=True):
    """Something that can be made in any size; `sizes` are tried. `counted`: the files are told."""

    name: str
    sizes: tuple[int, ...]
    files: Callable[[int], Iterator[tuple[str, str]]]
    counted: bool = False


def one(text: str) -> Iterator[tuple[str, str]]:
    """A package of one file."""
    yield "p/p.go", text


def statements(size: int) -> Iterator[tuple[str, str]]:
    """One function of `size` lines: branches, locks, map writes, calls."""
    lines = ["func F(x int, c string) int {"]
    for n in range(size // 8):
        lines += [f"\tif x > {n} {{", "\t\tmu.Lock()", f"\t\tm[{n}] = x", "\t\tmu.Unlock()", f"\t\tx += m[{n}]"]
        lines += ["\t} else {", f"\t\tx = x - {n}", "\t}"]
    return one(HEAD + "\n".join([*lines, "\tgo R(c)", "\treturn x", "}"]) + "\n")


def straight(size: int) -> Iterator[tuple[str, str]]:
    """One function of `size` lines without branches."""
    lines = ["func F(x int, c string) int {", *(f"\tm[{n}] = x" for n in range(size))]
    return one(HEAD + "\n".join([*lines, "\tgo R(c)", "\treturn x", "}"]) + "\n")


def goroutines(size: int) -> Iterator[tuple[str, str]]:
    """One function that starts `size` goroutines that use one map."""
    lines = ["func F(x int) int {", "\tl := map[int]int{}"]
    for n in range(size):
        lines += ["\tgo func() {", "\t\tmu.Lock()", f"\t\tl[{n}] = x", "\t\tmu.Unlock()", "\t}()"]
    return one(HEAD + "\n".join([*lines, "\treturn l[0]", "}"]) + "\n")


def methods(size: int) -> Iterator[tuple[str, str]]:
    """`size` methods of one type with one map and one lock; each calls another one."""
    text = HEAD + "type T struct {\n\tmu sync.Mutex\n\tm  map[int]int\n}\n\n"
    for n in range(size):
        text += f"func (t *T) M{n}(k int) {{\n\tt.mu.Lock()\n\tt.m[k] = {n}\n\tt.mu.Unlock()\n\tt.M{n // 2}(k)\n}}\n\n"
    return one(text)


def chain(size: int) -> Iterator[tuple[str, str]]:
    """`size` functions, each calling the next; the last one writes a map, the first is started as a goroutine."""
    text = HEAD + "func S() { go F0(1) }\n\n"
    for n in range(size):
        text += f"func F{n}(k int) {{ F{n + 1}(k) }}\n\n"
    return one(text + f"func F{size}(k int) {{ m[k] = 1 }}\n")


def nested(size: int) -> Iterator[tuple[str, str]]:
    """Blocks `size` deep, with a map write inside."""
    deep = "".join(f"if x > {n} {{\n" for n in range(size)) + "m[x] = 1\n" + "}\n" * size
    return one(HEAD + f"func F(x int, c string) {{\n{deep}go R(c)\n}}\n")


def closures(size: int) -> Iterator[tuple[str, str]]:
    """Function literals `size` deep, each started as a goroutine."""
    deep = "go func() {\n" * size + "m[x] = 1\n" + "}()\n" * size
    return one(HEAD + f"func F(x int) {{\n{deep}}}\n")


def expression(size: int) -> Iterator[tuple[str, str]]:
    """One sum of `size` terms, and parentheses as deep as 5 000 at most."""
    deep = min(size, 5000)
    total = " + ".join(f"m[{n}]" for n in range(size))
    return one(HEAD + f"func F(c string) int {{\n\tgo R(c)\n\tm[1] = {'(' * deep}1{')' * deep}\n\treturn {total}\n}}\n")


def literal(size: int) -> Iterator[tuple[str, str]]:
    """A table of `size` bytes in a composite literal."""
    rows, length = [], 0
    while length < size:
        rows.append(f'\t{{{len(rows)}, "name{len(rows)}", []int{{1, 2, 3}}}},')
        length += len(rows[-1]) + 1
    table = "type Row struct {\n\tN int\n\tS string\n\tV []int\n}\n\nvar table = []Row{\n" + "\n".join(rows) + "\n}\n"
    return one(HEAD + table + "\nfunc F(k int) { m[k] = table[k].N }\n")


def table_of_functions(size: int) -> Iterator[tuple[str, str]]:
    """A map of `size` handlers."""
    rows = "".join(f'\t"f{n}": func(k int) {{ m[k] = {n} }},\n' for n in range(size))
    return one(HEAD + f"var handlers = map[string]func(int){{\n{rows}}}\n\nfunc S(k int) {{ go handlers[`a`](k) }}\n")


def packages(size: int) -> Iterator[tuple[str, str]]:
    """`size` packages, each importing the one before."""
    for n in range(size):
        used = f'import "example.com/m/p{n - 1}"\n\n' if n else ""
        call = f"\tp{n - 1}.F(k)\n" if n else ""
        body = f"\tgo func() {{ m[k] = 1 }}()\n{call}"
        yield f"p{n}/p.go", f"package p{n}\n\n{used}var m = map[int]int{{}}\n\nfunc F(k int) {{\n{body}}}\n"


SHAPES = (
    Shape("a function of n lines with branches", (2_500, 5_000, 10_000, 20_000), statements),
    Shape("a function of n lines without branches", (2_500, 5_000, 10_000, 20_000), straight),
    Shape("n goroutines started by one function", (250, 500, 1_000, 2_000), goroutines),
    Shape("n methods of one type", (1_250, 2_500, 5_000, 10_000), methods),
    Shape("a chain of n calls", (1_250, 2_500, 5_000, 10_000), chain),
    Shape("blocks n deep", (125, 250, 500, 1_000), nested),
    Shape("function literals n deep", (62, 125, 250, 500), closures),
    Shape("a sum of n terms", (1_250, 2_500, 5_000, 10_000), expression),
    Shape("a literal table of n bytes", (625_000, 1_250_000, 2_500_000, 5_000_000), literal),
    Shape("a map of n function literals", (1_250, 2_500, 5_000, 10_000), table_of_functions),
    Shape("a chain of n packages", (125, 250, 500, 1_000), packages),
)


def main() -> None:
    """Measure; print a line for each shape."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", help="a folder that is copied 1, 2, 4, 8 times")
    parser.add_argument("--no-shapes", action="store_true", help="only the copies of the project")
    parser.add_argument("--only", action="append", help="only shapes whose names have this in them")
    parser.add_argument("--limit", type=float, default=300.0, help="seconds after which a size is given up")
    parser.add_argument("--steps", type=int, default=4, help="how many sizes, from the smallest")
    arguments = parser.parse_args()
    wanted = () if arguments.no_shapes else SHAPES
    shapes = [one for one in wanted if not arguments.only or any(word in one.name for word in arguments.only)]
    print("| what | n: seconds, MB | exponent |\n|---|---|---|")
    for shape in shapes:
        print(line(shape, arguments.limit, arguments.steps), flush=True)
    if arguments.project:
        project = Path(arguments.project).resolve()
        print(line(copies(project), arguments.limit, arguments.steps), flush=True)


def copies(project: Path) -> Shape:
    """Copies of a project beside each other, as packages of one module."""
    paths = [path for path in sorted(project.rglob("*.go")) if path.is_file() and "testdata" not in path.parts]
    texts = {str(path.relative_to(project)): path.read_text("utf-8", "surrogateescape") for path in paths}
    module = (project / "go.mod").read_text() if (project / "go.mod").is_file() else "module example.com/m\n"
    name = next((line.split()[1] for line in module.splitlines() if line.startswith("module ")), "example.com/m")

    def files(size: int) -> Iterator[tuple[str, str]]:
        for number in range(size):
            for path, text in texts.items():
                yield f"copy{number}/{path}", text.replace(f'"{name}', f'"{name}{number}')
            yield f"copy{number}/go.mod", module.replace(f"module {name}", f"module {name}{number}")

    return Shape(f"n copies of {project.name}", (1, 2, 4, 8), files, counted=True)


def line(shape: Shape, limit: float, steps: int) -> str:
    """One row of the table."""
    found: dict[int, Run] = {}
    for size in shape.sizes[:steps]:
        with tempfile.TemporaryDirectory() as name:
            one = measured(shape, size, Path(name), limit)
        if one is None or one.cost.code not in (0, 1):
            why = "too long" if one is None else f"exit code {one.cost.code}"
            return f"| {shape.name} | {cells(found, shape.counted)}, {size}: {why} | |"
        found[size] = one
    return f"| {shape.name} | {cells(found, shape.counted)} | {exponent(found):.2f} |"


def measured(shape: Shape, size: int, place: Path, limit: float) -> Run | None:
    """One run over a shape of one size."""
    folder, report = place / "tree", place / "report"
    folder.mkdir()
    (folder / "go.mod").write_text("module example.com/m\n\ngo 1.22\n")
    for path, text in shape.files(size):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8", "surrogateescape")
    check = (sys.executable, "-m", "golint_py", "check", "--isolated", "--no-cache", "--jobs", "1")
    words = (*check, "--no-progress", "--output-format", "concise", "--max-file-bytes", "100000000")
    words = (*words, "--output-file", str(report))
    one = cost(Command(shape.name, words, folder, {"PYTHONPATH": str(HERE.parent)}), limit)
    if one is None:
        return None
    text = report.read_text() if report.is_file() else ""
    return Run(one, max((int(number) for number in re.findall(r" in (\d+) files?$", text, re.M)), default=0))


def cells(found: Mapping[int, Run], counted: bool) -> str:
    """What the sizes cost."""
    return ", ".join(
        f"{size}: {f'{one.files} files ' if counted else ''}{one.cost.cpu:.1f} s {one.cost.memory:.0f} MB"
        for size, one in found.items()
    )


def exponent(found: Mapping[int, Run]) -> float:
    """That of the power law through the first and the last size; what the smallest start costs is taken off."""
    sizes = list(found)
    start = 0.1
    first, last = (max(found[size].cost.cpu - start, 0.01) for size in (sizes[0], sizes[-1]))
    return math.log(last / first) / math.log(sizes[-1] / sizes[0])


if __name__ == "__main__":
    main()
