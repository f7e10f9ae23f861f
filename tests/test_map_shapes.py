"""Programs in many shapes: where a map and its lock live, and how two goroutines get there.

`testdata/shapes/programs.txt` has one after another, each behind `== name`; `ways.txt` has one program with a gap, and
for that gap ways to get an object from the function that made it to a goroutine. A line `LA lock` or `UA lock` takes or
gives back a lock on one side, `LB` and `UB` on the other. Each is run without any lock, with those of one side, and
with all.
"""

import re
from pathlib import Path

import pytest

from golint_py.cli import main

SHAPES = Path(__file__).parent.parent / "testdata/shapes"


def parts(file: str) -> dict[str, str]:
    """What stands in a file, by name."""
    return dict(re.findall(r"^== (\w+)\n(.*?)(?=^== |\Z)", (SHAPES / file).read_text(), re.MULTILINE | re.DOTALL))


WAYS = parts("ways.txt")
GAP = WAYS.pop("program")
PROGRAMS = parts("programs.txt") | {f"by_{name}": GAP.replace("WAY", way) for name, way in WAYS.items()}
PATHS = (
    "context encoding/json expvar log/slog maps net net/http net/rpc os os/exec os/signal slices sync sync/atomic"
    " testing time"
).split()
SIDES = {"none": "", "one": "A", "all": "AB"}
LOW = {  # by default not told: that both have one object is only likely
    ("array_of_maps", "none"): "elements may be one for each goroutine",
    ("by_atomicp", "none"): "what is stored atomically is taken to be another object each time",
    ("by_atomicp", "one"): "what is stored atomically is taken to be another object each time",
    ("by_atomicv", "none"): "what is stored atomically is taken to be another object each time",
    ("by_atomicv", "one"): "what is stored atomically is taken to be another object each time",
    ("by_chan_of", "none"): "who receives an object has taken it over",
    ("by_generic", "none"): "methods of a type parameter are called through its constraint",
    ("by_generic_method", "none"): "methods of a type parameter's value are not followed",
    ("by_helper_iface", "none"): "two types implement the interface",
    ("by_iface", "none"): "two types implement the interface",
    ("by_onceF", "none"): "functions that a library makes of others are not followed",
    ("by_onceF", "one"): "functions that a library makes of others are not followed",
    ("by_struct_copy", "none"): "the copy of a struct is taken to have a map of its own",
    ("by_syncmap", "none"): "an element of a sync.Map may be any",
    ("by_syncmap", "one"): "an element of a sync.Map may be any",
    ("by_variadic", "none"): "one of several arguments",
    ("context_value", "none"): "contexts may have values of their own",
    ("expvar", "none"): "functions that are converted to a library's type are not followed",
    ("interface_dispatch", "none"): "others may implement an exported interface",
    ("via_channel_object", "none"): "who receives an object has taken it over",
    ("via_channel_object", "one"): "who receives an object has taken it over",
    ("writer_of_cmd", "none"): "goroutines of a library that call methods of an object in a field",
    ("writer_of_cmd", "one"): "goroutines of a library that call methods of an object in a field",
}


def program(text: str, sides: str) -> str:
    """The Go file, with the locks of these sides."""
    lines = []
    for line in text.split("\n"):
        lock = re.match(r"\s*([LU])([AB]) \*?(.*)$", line)
        if lock is None:
            lines.append(line)
        elif lock[2] in sides:
            lines.append(f"\t{lock[3]}.{'Lock' if lock[1] == 'L' else 'Unlock'}()")
    body = "\n".join(lines)
    used = [path for path in PATHS if re.search(rf"\b{path.rpartition('/')[2]}\.", body)]
    imports = "\n".join(f'\t"{path}"' for path in used)
    body = re.sub(r"^\tvar mu sync.Mutex$", "\tvar mu sync.Mutex\n\t_ = &mu", body, flags=re.MULTILINE)
    return f"package p\n\nimport (\n{imports}\n)\n\n{body}"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of all programs, one line for each finding."""
    folder = tmp_path_factory.mktemp("shapes")
    (folder / "go.mod").write_text("module example.com/shapes\n\ngo 1.25\n")
    for name, text in PROGRAMS.items():
        for kind, sides in SIDES.items():
            place = folder / f"{name}_{kind}"
            place.mkdir()
            (place / ("p_test.go" if "*testing." in text else "p.go")).write_text(program(text, sides))
    report = folder / "report"
    options = ["--no-cache", "--isolated", "--exit-zero", "--select", "map", "--output-format", "concise"]
    assert main.entry(["check", str(folder), *options, "--output-file", str(report)]) == 0
    return report.read_text()


def kinds(text: str) -> list[str]:
    """The kinds of programs that the text stands for: "one" is the same as "none" where the sides are the same code."""
    return [kind for kind in SIDES if kind != "one" or re.search(r"^\s*LA ", text, re.MULTILINE)]


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name, text in PROGRAMS.items() for kind in kinds(text)])
def test_a_program_is_told_where_a_side_goes_without_the_lock(name: str, kind: str, said: str) -> None:
    told = re.search(rf"\b{name}_{kind}/p(_test)?\.go:", said) is not None
    assert told == (kind != "all" and (name, kind) not in LOW)


def test_there_are_programs_with_all_their_locks() -> None:
    assert len(PROGRAMS) > 50
    assert all(re.search(r"^\s*LB ", text, re.MULTILINE) for text in PROGRAMS.values())
