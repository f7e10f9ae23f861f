"""Build constraints, file names, and the configurations that are read besides the default one."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golint_py.load.configurations import further
from golint_py.load.constraints import Configuration, Constraint, combine, of_name, parse, parse_plus
from golint_py.load.platforms import PAIRS

LINUX = Configuration()


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("linux", True),
        ("!linux", False),
        ("linux && amd64", True),
        ("linux && arm64 || cgo", True),
        ("linux && (arm64 || !cgo)", False),
        ("!(windows || darwin)", True),
        ("!!linux", True),
        ("unix", True),
        ("gc", True),
        ("gccgo", False),
        ("go1.1 && go1.27", True),
        ("go1.28", False),
        ("go1.0", False),
        ("ignore", False),
        ("custom", False),
        ("goexperiment.jsonv2", True),
        ("linux||windows&&ignore", True),
    ],
)
def test_conditions_hold_under_linux(text: str, holds: bool) -> None:
    assert parse(text).admits(LINUX.has) is holds


def test_a_platform_may_imply_another() -> None:
    assert Configuration("android", "arm64").has("linux")
    assert Configuration("ios", "arm64").has("darwin")
    assert Configuration("illumos", "amd64").has("solaris")
    assert not Configuration("windows", "amd64").has("unix")
    assert not Configuration("linux", "amd64").has("android")


def test_flags_change_what_holds() -> None:
    assert not Configuration(cgo=False).has("cgo")
    assert Configuration(tags=frozenset({"integration"})).has("integration")
    assert Configuration(go=(1, 20)).has("go1.20")
    assert not Configuration(go=(1, 20)).has("go1.21")


@pytest.mark.parametrize("text", ["", "&&", "a &&", "a b", "(a", "a)", "!", "a || || b", "a & b", "a,b", "()", "#"])
def test_malformed_conditions_are_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match="go:build"):
        parse(text)


CONDITION = st.recursive(
    st.sampled_from("abc"),
    lambda inner: st.one_of(
        st.tuples(st.just("!"), inner).map(lambda x: f"!({x[1]})"),
        st.tuples(inner, st.sampled_from(["&&", "||"]), inner).map(lambda x: f"({x[0]}) {x[1]} ({x[2]})"),
        st.tuples(st.sampled_from("abc"), st.sampled_from(["&&", "||"]), inner).map(" ".join),
    ),
    max_leaves=8,
)


@given(CONDITION)
def test_conditions_mean_what_python_means(text: str) -> None:
    constraint = parse(text)
    python = text.replace("!", " not ").replace("&&", " and ").replace("||", " or ")
    for values in itertools.product([False, True], repeat=3):
        tags = dict(zip("abc", values, strict=True))
        assert constraint.admits(tags.__getitem__) is eval(python, {}, tags)


def test_deep_conditions_do_not_recurse() -> None:
    assert parse("(" * 20_000 + "linux" + ")" * 20_000).admits(LINUX.has)
    assert parse("!" * 20_000 + "linux").admits(LINUX.has)


def test_legacy_lines_are_and_of_or_of_and() -> None:
    assert parse_plus(("linux,amd64 windows", "cgo")).admits(LINUX.has)
    assert not parse_plus(("linux", "!cgo")).admits(LINUX.has)
    assert not parse_plus(("linux,arm64 windows",)).admits(LINUX.has)
    assert not parse_plus(("!!linux",)).admits(LINUX.has)


@pytest.mark.parametrize(
    ("name", "condition"),
    [
        ("a.go", ""),
        ("linux.go", ""),
        ("a_linux.go", "linux"),
        ("a_linux_test.go", "linux"),
        ("a_amd64.go", "amd64"),
        ("a_linux_amd64.go", "linux amd64 &&"),
        ("a_linux_amd64_test.go", "linux amd64 &&"),
        ("a_amd64_linux.go", "linux"),
        ("a_foo_arm64.go", "arm64"),
        ("a_linux_foo.go", ""),
        ("a_test.go", ""),
        ("linux_amd64.go", "amd64"),
        ("a_windows.pb.go", "windows"),
        ("a_unix.go", ""),
        ("_linux.go", "linux"),
    ],
)
def test_file_names_set_conditions(name: str, condition: str) -> None:
    assert " ".join(of_name(name).postfix) == condition


def test_a_condition_may_ask_for_a_language_version() -> None:
    assert parse("go1.22").version() == (1, 22)
    assert parse("linux && go1.21").version() == (1, 21)
    assert parse("go1.18 || go1.20").version() == (1, 18)
    assert parse("linux || go1.20").version() is None
    assert parse("!go1.22").version() is None
    assert parse("linux").version() is None


def labels(*conditions: str) -> list[str]:
    return [one.label() for one in further([parse(text) for text in conditions], LINUX, [1] * len(conditions))]


def test_the_configuration_that_admits_most_comes_first() -> None:
    assert labels("windows", "windows", "darwin") == ["windows/amd64", "darwin/arm64"]
    assert labels("windows", "darwin", "!linux && !windows && cgo") == ["darwin/arm64", "windows/amd64"]


@pytest.mark.parametrize(
    ("condition", "label"),
    [
        ("!cgo", "linux/amd64 nocgo"),
        ("integration", "linux/amd64 tags=integration"),
        ("integration && windows && !cgo", "windows/amd64 nocgo tags=integration"),
        ("a && !b", "linux/amd64 tags=a"),
        ("!go1.21", "linux/amd64 go1.20"),
        ("gccgo", "linux/amd64 gccgo"),
        ("ignore", "linux/amd64 tags=ignore"),
        ("nacl", "nacl/amd64"),
        ("!amd64", "darwin/arm64"),
        ("sparc64", "linux/sparc64"),
        ("!unix", "windows/amd64"),
    ],
)
def test_a_further_configuration_is_found(condition: str, label: str) -> None:
    assert labels(condition) == [label]


def test_what_can_never_hold_has_none() -> None:
    assert labels("linux && windows", "x && !x") == []


def test_at_most_four_are_chosen() -> None:
    assert len(labels("windows", "darwin", "plan9", "solaris", "aix", "js")) == 4


def test_heavier_files_win() -> None:
    windows, plan9 = parse("windows"), parse("plan9")
    assert further([windows, windows, plan9], LINUX, [1, 1, 1000])[0].goos == "plan9"


@given(st.lists(CONDITION.map(lambda text: text.replace("a", "windows").replace("b", "arm64").replace("c", "tag"))))
def test_each_configuration_admits_something_that_is_new(conditions: list[str]) -> None:
    left: set[Constraint] = {parse(text) for text in conditions}
    for one in further([parse(text) for text in conditions], LINUX, [1] * len(conditions)):
        admitted = {constraint for constraint in left if constraint.admits(one.has)}
        assert admitted
        left -= admitted


@given(st.lists(st.sampled_from(["windows", "darwin", "!linux", "unix && !linux", "arm64", "!cgo"]), min_size=1))
def test_the_first_configuration_admits_as_many_as_any_platform_does(conditions: list[str]) -> None:
    constraints = [parse(text) for text in conditions]
    first = further(constraints, LINUX, [1] * len(constraints))[0]
    admitted = sum(one.admits(first.has) for one in constraints)
    for (goos, goarch), cgo in itertools.product(PAIRS, [True, False]):
        other = Configuration(goos, goarch, cgo)
        assert sum(one.admits(other.has) for one in constraints) <= admitted


def test_combined_conditions_all_hold() -> None:
    both = combine(of_name("a_linux.go"), parse("cgo || windows"))
    assert both.admits(LINUX.has)
    assert not both.admits(Configuration("windows").has)
    assert combine().admits(LINUX.has)
