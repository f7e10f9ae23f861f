"""Constants, command lines and taint, from Go source and from records made by hand."""

import pytest
from pipeline import unit_of_source

from golint_py.analyses.commands import commands
from golint_py.analyses.constants import strings, words
from golint_py.analyses.dynamic_code import loaded
from golint_py.analyses.environment import GAP, bad_folder
from golint_py.analyses.privileges import drops
from golint_py.analyses.processes import left
from golint_py.analyses.taint import flows
from golint_py.analyses.taint_flow import Node
from golint_py.analyses.taint_guards import is_allow_list
from golint_py.analyses.taint_memory import overlap
from golint_py.analyses.taint_model import harmful_arguments, package_of
from golint_py.analyses.taint_records import Kind, Trust
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Binary, Call, Callee, Const, If, Jump, Param, Phi, Return
from golint_py.ir.program import Block, Function
from golint_py.knowledge.load import plain
from golint_py.query import Query
from golint_py.types.model import Basic
from golint_py.types.scope import Exports

STRING = Basic("string")


class Nothing:
    """No declarations."""

    def exports(self, path: str) -> Exports | None:
        """None is known."""
        return None


def function(*blocks: Block, values: int, params: tuple[str, ...] = ()) -> Function:
    """A function whose values are strings."""
    return Function(
        symbol="p.f",
        path="p.go",
        span=(0, 9),
        receiver=None,
        params=params,
        results=(),
        free=(),
        blocks=blocks,
        types=(STRING,) * values,
        names={},
        spans=((0, 9),),
        parent="",
        test=False,
    )


def unit_with(one: Function) -> Unit:
    """A package of one function."""
    return Unit("p", {one.symbol: one}, Nothing())


def test_phi_of_constants_has_both_and_no_origin() -> None:
    one = function(
        Block((Param(0, 0, 0, "c"), If(0, 0, 1, 2)), (), (1, 2)),
        Block((Const(1, 0, "ls"), Jump(0, 3)), (0,), (3,)),
        Block((Const(2, 0, "df"), Jump(0, 3)), (0,), (3,)),
        Block((Phi(3, 0, (1, 2), "x"), Return(0, (3,))), (1, 2), ()),
        values=4,
        params=("c",),
    )
    unit, query = unit_with(one), Query()
    assert strings(unit, query, "p.f", 3) == frozenset({"ls", "df"})
    assert flows(unit, query, Node("p.f", 3, (), 3), "script") == ()


def test_a_loop_that_concatenates_is_not_constant_and_ends() -> None:
    one = function(
        Block((Param(0, 0, 0, "c"), Const(1, 0, "a"), Jump(0, 1)), (), (1,)),
        Block((Phi(2, 0, (1, 3), "s"), Binary(3, 0, "+", 2, 1), If(0, 0, 1, 2)), (0, 1), (1, 2)),
        Block((Return(0, (3,)),), (1,), ()),
        values=4,
        params=("c",),
    )
    assert strings(unit_with(one), Query(), "p.f", 3) is None


def test_comparison_with_a_constant_vouches_only_where_it_holds() -> None:
    one = function(
        Block((Param(0, 0, 0, "x"), Const(1, 0, "ls"), Binary(2, 0, "==", 0, 1), If(0, 2, 1, 2)), (), (1, 2)),
        Block((Return(0, (0,)),), (0,), ()),
        Block((Return(0, (0,)),), (0,), ()),
        values=3,
        params=("x",),
    )
    unit, query = unit_with(one), Query()
    assert flows(unit, query, Node("p.f", 0, (), 1), "script") == ()
    assert [flow.origin.kind for flow in flows(unit, query, Node("p.f", 0, (), 2), "script")] == [Kind.PARAMETER]


def test_an_environment_variable_is_a_source_with_a_way() -> None:
    one = function(
        Block(
            (
                Const(0, 0, "X"),
                Call(1, 0, Callee("os.Getenv", None), (0,)),
                Call(2, 0, Callee("strings.TrimSpace", None), (1,)),
                Return(0, (2,)),
            ),
            (),
            (),
        ),
        values=3,
    )
    (flow,) = flows(unit_with(one), Query(), Node("p.f", 2), "program")
    assert flow.origin.trust is Trust.USER
    assert [hop.message for hop in flow.hops] == [
        "`os.Getenv` gives data of the environment",
        "passes through `strings.TrimSpace`",
    ]


def roles(body: str, imports: str = '"os/exec"', more: str = "") -> list[tuple[str, str, str]]:
    """Role, what reads it, and constant text of each word of the commands in a function `f`."""
    unit = unit_of_source(f"package p\n\nimport {imports}\n\nfunc f(x string, xs ...string) {{\n{body}\n}}\n{more}")
    query = Query()
    found = []
    for command in commands(unit, query, "example.com/m.f"):
        for use in command.uses:
            text = strings(unit, query, use.word.function, use.word.value, use.word.path)
            found.append((use.role, use.via, "|".join(sorted(text)) if text else "?"))
    return found


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('exec.Command("sh", "-c", x)', ("script", "sh -c", "?")),
        ('exec.Command("/usr/bin/env", "bash", "-euo", "pipefail", "-c", x)', ("argument", "env bash", "?")),
        ('exec.Command("bash", "-eu", "-o", "pipefail", "-c", x)', ("script", "bash -c", "?")),
        ('exec.Command("sh", x, "-c")', ("argument", "sh", "?")),
        ('exec.Command("sh", "-c", "ls \\"$1\\"", "sh", x)', ("argument", "sh -c", "?")),
        ('exec.Command("env", "-i", "A="+x, "sh", "-c", "ls")', ("script", "env sh -c", "ls")),
        ('exec.Command("timeout", "5", x)', ("program", "timeout", "?")),
        ('exec.Command("ssh", "-p", "22", "host", x)', ("script", "ssh", "?")),
        ('exec.Command("docker", "run", "--rm", "-e", "A=b", "image", "sh", "-c", x)', ("script", "docker sh -c", "?")),
        ('exec.Command("docker", "ps", "-c", x)', ("argument", "docker", "?")),
        ('exec.Command("kubectl", "exec", "pod", "--", "sh", "-c", x)', ("script", "kubectl sh -c", "?")),
        ('exec.Command("C:\\\\Windows\\\\cmd.exe", "/c", "start", x)', ("script", "cmd /c", "?")),
        ('exec.Command("powershell", "-NoProfile", "-File", x)', ("argument", "powershell", "?")),
        ('exec.Command("python3", "-m", "json.tool", x)', ("argument", "python3", "?")),
        ('exec.Command("python3", "-c", x)', ("code", "python3 -c", "?")),
        ('exec.Command("tar", "-c", x)', ("argument", "tar", "?")),
        ('exec.Command("sh", append([]string{"-c"}, xs...)...)', ("script", "sh -c", "?")),
        ('exec.Command(x, "-c", "ls")', ("program", "", "?")),
    ],
)
def test_the_role_of_a_word(call: str, expected: tuple[str, str, str]) -> None:
    found = roles(f"\t_ = {call}")
    assert expected in found
    if expected[0] == "argument":
        assert not any(role in ("script", "code") and text == "?" for role, _via, text in found)


def test_words_of_a_slice_that_grows_in_a_branch_and_a_loop() -> None:
    unit = unit_of_source(
        """package p

func f(x string, c bool, xs []string) []string {
	args := []string{"a"}
	if c {
		args = append(args, "b")
	}
	for _, y := range xs {
		args = append(args, "-y", y)
	}
	args = append(args, x)
	return args
}
"""
    )
    query = Query()
    (only,) = unit.functions.values()
    done = next(op for block in only.blocks for op in block.ops if isinstance(op, Return))
    lines = words(unit, query, only.symbol, done.values[0])
    shape = {tuple("*" if word.many else "1" for word in line) for line in lines}
    assert shape == {("1", "*", "*", "1"), ("1", "1", "*", "*", "1")}


def test_a_captured_slice_with_many_appends_ends_and_keeps_an_unknown_start() -> None:
    """Each append of a cell reads what all others left: there are more ways to a value than orders of the appends."""
    grow = "\n".join(f'\tif n > {i} {{ args = append(args, "-{i}") }}' for i in range(30))
    text = f"package p\n\nfunc f(n int) func() []string {{\n\tvar args []string\n{grow}\n\tadd := func() []string {{\n"
    text += '\t\targs = append(args, "last")\n\t\treturn args\n\t}\n\treturn add\n}\n'
    unit = unit_of_source(text)
    inner = next(one for symbol, one in unit.functions.items() if symbol.endswith(".f$1"))
    done = next(op for block in inner.blocks for op in block.ops if isinstance(op, Return))
    lines = words(unit, Query(), inner.symbol, done.values[0])
    assert lines
    assert any(line[0].many for line in lines)


def test_a_captured_string_with_many_assignments_ends() -> None:
    grow = "\n".join(f'\tif n > {i} {{ s = s + "{i}" }}' for i in range(30))
    text = f'package p\n\nfunc f(n int) func() string {{\n\ts := ""\n{grow}\n\treturn func() string {{\n'
    text += '\t\ts = s + "x"\n\t\treturn s\n\t}\n}\n'
    unit = unit_of_source(text)
    inner = next(one for symbol, one in unit.functions.items() if symbol.endswith(".f$1"))
    done = next(op for block in inner.blocks for op in block.ops if isinstance(op, Return))
    assert strings(unit, Query(), inner.symbol, done.values[0]) is None


def origins(body: str, imports: str, position: str = "script") -> set[tuple[str, str]]:
    """Kinds and words of the origins of the value that a function `f` returns."""
    unit = unit_of_source(f"package p\n\nimport (\n{imports}\n)\n\n{body}\n")
    one = unit.functions["example.com/m.f"]
    number, done = next(
        (number, op) for number, block in enumerate(one.blocks) for op in block.ops if isinstance(op, Return)
    )
    found = flows(unit, Query(), Node(one.symbol, done.values[0], (), number), position)
    return {(flow.origin.kind.value, flow.origin.what) for flow in found}


REQUEST = {("source", "the HTTP request")}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('func f(r *http.Request) string { m := map[string]string{}; m["a"] = r.Host; return m["a"] }', REQUEST),
        ('func f(r *http.Request) string { m := map[string]string{"b": "x"}; m["a"] = r.Host; return m["b"] }', set()),
        ('func f(r *http.Request) string { s := struct{ a, b string }{"x", r.Host}; return s.a }', set()),
        ('func f(r *http.Request) string { s := struct{ a, b string }{"x", r.Host}; t := s; return t.b }', REQUEST),
        ("func f(r *http.Request) string { c := make(chan string, 1); c <- r.Host; return <-c }", REQUEST),
        ('func f(r *http.Request) string { x := ""; g := func() { x = r.Host }; g(); return x }', REQUEST),
        ('func f(r *http.Request) string { x := r.Host; p := &x; *p = "a"; return *p }', set()),
        ('func f(r *http.Request) string { g := func(s string) string { return s + "x" }; return g(r.Host) }', REQUEST),
        ("func f(r *http.Request) string { return id(id(r.Host)) }\nfunc id(s string) string { return s }", REQUEST),
        (
            'func f(r *http.Request) string { _ = id(r.Host); return id("a") }\nfunc id(s string) string { return s }',
            set(),
        ),
        ("func f(r *http.Request) string { var b [8]byte; n, _ := r.Body.Read(b[:]); return string(b[:n]) }", REQUEST),
        ('func f(r *http.Request) string { return map[bool]string{true: "a"}[r.Host == "b"] }', set()),
    ],
)
def test_flow_of_a_request(body: str, expected: set[tuple[str, str]]) -> None:
    assert origins(body, '"net/http"') == expected


def test_methods_of_types_out_of_sight_are_known_by_the_receiver_s_type() -> None:
    gin = '"github.com/gin-gonic/gin"'
    assert origins('func f(c *gin.Context) string { return c.Query("x") }', gin) == REQUEST
    echo = '"github.com/labstack/echo/v4"'
    assert origins('func f(c echo.Context) string { return c.QueryParam("x") }', echo) == REQUEST
    ssh = '"golang.org/x/crypto/ssh"'
    found = roles("\tg := func(s *ssh.Session) { s.Run(x) }; g(nil)", ssh)
    assert found == []
    unit = unit_of_source(f"package p\n\nimport {ssh}\n\nfunc f(s *ssh.Session, x string) {{ s.Run(x) }}\n")
    (command,) = commands(unit, Query(), "example.com/m.f")
    assert [(use.role, use.via) for use in command.uses] == [("script", "the remote shell")]


def test_deep_concatenation_is_followed_without_recursion() -> None:
    text = " + ".join(["x"] * 3000)
    assert origins(f"func f(x string) string {{ return {text} }}", '_ "os"') == {("parameter", "the parameter `x`")}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"^[a-z0-9_-]+$", True),
        (r"\A\w+\z", True),
        (r"^(?:start|stop)$", True),
        (r"^[a-z]{1,8}(-[a-z]+)*$", True),
        (r"[a-z]+", False),
        (r"^[a-z]+", False),
        (r"^.*$", False),
        (r"^[^;]+$", False),
        (r"^[a-z ]+$", False),
        (r"^\S+$", False),
        (r"^a|b$", False),
    ],
)
def test_which_patterns_are_allow_lists(pattern: str, expected: bool) -> None:
    assert is_allow_list(pattern) is expected


def test_verbs_for_numbers_are_harmless() -> None:
    assert harmful_arguments("%d %s %-5x %v %%", 4) == (1, 3)
    assert harmful_arguments("%[2]d %s", 2) == (0, 1)
    assert harmful_arguments("%*d %s", 3) == (0, 1, 2)
    assert harmful_arguments("%s", 2) == (0, 1)


def test_symbols_lose_the_version_of_their_path() -> None:
    assert plain("(github.com/labstack/echo/v4.Context).Bind") == "(github.com/labstack/echo.Context).Bind"
    assert package_of("(*net/http.Request).FormValue") == "net/http"
    assert package_of("gopkg.in/yaml.v3.Unmarshal") == "gopkg.in/yaml.v3"


def test_paths_overlap_where_an_index_is_unknown() -> None:
    assert overlap(("[]",), ("[1]", "T.f")) == ("T.f",)
    assert overlap(("[0]",), ("[1]",)) is None
    assert overlap(("[key]",), ("[]",)) is None
    assert overlap(("T.a", "U.b"), ("T.a",)) == ()


@pytest.mark.parametrize(
    ("imported", "text", "callee"),
    [
        ('"github.com/docker/docker/api/types"', "types.ExecConfig{Cmd: CMD}", "types.ExecConfig.Cmd"),
        ('v1 "k8s.io/api/core/v1"', "&v1.PodExecOptions{Command: CMD}", "core.PodExecOptions.Command"),
    ],
)
def test_the_command_line_of_a_container_is_one(imported: str, text: str, callee: str) -> None:
    line = text.replace("CMD", '[]string{"sh", "-c", "ls " + s}')
    unit = unit_of_source(f"package p\n\nimport {imported}\n\nfunc f(s string) any {{ return {line} }}\n")
    (command,) = commands(unit, Query(), "example.com/m.f")
    assert command.callee == callee
    assert [(use.role, use.via) for use in command.uses] == [("script", "sh -c")]


@pytest.mark.parametrize(
    ("shell", "write", "roles"),
    [
        ('"sh"', 'io.WriteString(in, "rm " + s)', ["script"]),
        ('"bash", "-s"', "in.Write([]byte(s))", ["script"]),
        ('"sh"', 'io.WriteString(in, "ls")', []),
        ('"cat"', "io.WriteString(in, s)", []),
        ('"sh", "-c", "read x"', "io.WriteString(in, s)", []),
    ],
)
def test_what_a_shell_reads_from_its_pipe_is_a_script(shell: str, write: str, roles: list[str]) -> None:
    source = f"""package p

import (
	"io"
	"os/exec"
)

func f(s string) {{
	cmd := exec.Command({shell})
	in, _ := cmd.StdinPipe()
	{write}
	_ = io.EOF
}}
"""
    found = commands(unit_of_source(source), Query(), "example.com/m.f")
    assert [use.role for one in found for use in one.uses if "standard input" in use.via] == roles


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("/usr/bin:/bin", None),
        (f"{GAP}:/usr/bin", None),
        (f"{GAP}/bin:/usr/bin", None),
        (f".:{GAP}", "."),
        (f"{GAP}:", ""),
        ("/usr/bin:bin", "bin"),
        ("/usr/bin:/tmp", "/tmp"),
        ("/tmpfiles", None),
        ("$HOME/bin", None),
    ],
)
def test_folders_of_a_search_path(text: str, folder: str | None) -> None:
    assert bad_folder(text) == folder


def in_a_function(imports: str, *statements: str) -> Unit:
    """One function with these statements."""
    lines = "".join(f"\t{one}\n" for one in statements)
    return unit_of_source(f"package p\n\nimport ({imports})\n\nfunc f() {{\n{lines}}}\n")


@pytest.mark.parametrize(
    ("statements", "kinds"),
    [
        (("c := exec.Command(`x`)", "c.Start()"), ["unreaped"]),
        (("c := exec.Command(`x`)", "c.Start()", "c.Wait()"), []),
        (("c := exec.Command(`x`)", "c.Start()", "go func() { c.Wait() }()"), []),
        (("c := exec.Command(`x`)", "c.Start()", "h(c)"), []),
        (("c := exec.Command(`x`)", "c.Start()", "c.Process.Release()"), []),
        (("c := exec.Command(`x`)", "c.StdoutPipe()", "c.Output()"), ["run"]),
        (("c := exec.Command(`x`)", "c.Run()"), []),
    ],
)
def test_what_becomes_of_processes(statements: tuple[str, ...], kinds: list[str]) -> None:
    assert [one.kind for one in left(in_a_function('"os/exec"', *statements), Query())] == kinds


@pytest.mark.parametrize(
    ("statements", "kinds"),
    [
        (("syscall.Setuid(1)",), ["unchecked"]),
        (("e := syscall.Setuid(1)", "h(e)"), []),
        (("h(syscall.Setuid(1))", "h(syscall.Setgid(1))", "h(syscall.Setgroups(nil))"), ["order"]),
        (("h(syscall.Setgroups(nil))", "h(syscall.Setgid(1))", "h(syscall.Setuid(1))"), []),
        (("h(syscall.Setgid(1))", "h(syscall.Setuid(1))"), ["groups"]),
        (("syscall.Setuid(0)",), []),
    ],
)
def test_how_privileges_are_dropped(statements: tuple[str, ...], kinds: list[str]) -> None:
    assert [one.kind for one in drops(in_a_function('"syscall"', *statements), Query())] == kinds


@pytest.mark.parametrize(
    ("statement", "count"),
    [
        ("syscall.Mmap(0, 0, 1, 7, 2)", 1),
        ("syscall.Mmap(0, 0, 1, 3, 2)", 0),
        ("syscall.NewLazyDLL(`x.dll`)", 1),
        ("syscall.NewLazyDLL(`KERNEL32.DLL`)", 0),
        ("syscall.NewLazyDLL(`c:/x.dll`)", 0),
    ],
)
def test_code_that_others_decide_about(statement: str, count: int) -> None:
    assert len(loaded(in_a_function('"syscall"', statement), Query())) == count
