"""`gen safemap`: what is written where, and that Go takes it: formatted, vetted, tested under the race detector."""

import subprocess
from pathlib import Path

import gojudge
import pytest
from cases import DATA
from gojudge import run_go
from test_cli import golint

from golint_py.generate.safemap import HEADER, MORE, Wanted, sources

OTEL = {
    "attribute/attribute.go": """package attribute

type KeyValue struct{ k, v any }

func Bool(k string, v bool) KeyValue     { return KeyValue{k, v} }
func String(k, v string) KeyValue        { return KeyValue{k, v} }
""",
    "metric/metric.go": """package metric

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
)

type (
	MeasurementOption interface{ AddOption; RecordOption }
	AddOption         interface{ add() }
	RecordOption      interface{ record() }
	InstrumentOption  interface{ Int64CounterOption; Float64HistogramOption }
	Int64CounterOption interface{ counter() }
	Float64HistogramOption interface{ histogram() }
	Int64Counter interface {
		Add(ctx context.Context, incr int64, options ...AddOption)
	}
	Float64Histogram interface {
		Record(ctx context.Context, incr float64, options ...RecordOption)
	}
	Meter interface {
		Int64Counter(name string, options ...Int64CounterOption) (Int64Counter, error)
		Float64Histogram(name string, options ...Float64HistogramOption) (Float64Histogram, error)
	}
)

func WithAttributes(attributes ...attribute.KeyValue) MeasurementOption { return nil }
func WithDescription(text string) InstrumentOption                      { return nil }
func WithUnit(text string) InstrumentOption                             { return nil }
""",
}

needs_go = pytest.mark.skipif(gojudge.go_command() is None, reason="the Go toolchain is not installed")


def module(folder: Path, go: str = "1.25") -> Path:
    """A module without code."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "go.mod").write_text(f"module example.com/m\n\ngo {go}\n")
    return folder


def gofmt(folder: Path) -> str:
    """What gofmt would change below a folder, as a diff."""
    program = Path(run_go("env", "GOROOT", directory=folder).strip()) / "bin" / "gofmt"
    done = subprocess.run([program, "-d", folder], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_a_package_is_written_once_and_kept_up_to_date(tmp_path: Path) -> None:
    module(tmp_path)
    done = golint(tmp_path, "gen", "safemap")
    assert (done.returncode, done.stderr) == (0, "")
    written = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.go"))
    assert written == [f"internal/safemap/{name}.go" for name in ("observer", "safemap", "safemap_test")]
    assert golint(tmp_path, "gen", "safemap", "--check").stdout.count("up to date") == 3
    (tmp_path / "internal/safemap/safemap.go").write_text(HEADER + "package safemap\n")
    assert golint(tmp_path, "gen", "safemap", "--check").returncode == 1
    assert golint(tmp_path, "gen", "safemap").stdout.count("written") == 1
    assert golint(tmp_path, "gen", "safemap", "--check").returncode == 0
    assert golint(tmp_path, "check").returncode == 0


def test_further_types_are_written_when_they_are_asked_for(tmp_path: Path) -> None:
    module(tmp_path)
    golint(tmp_path, "gen", "safemap", "--ring", "--no-tests")
    assert sorted(path.stem for path in tmp_path.rglob("*.go")) == ["observer", "ring", "safemap"]
    golint(tmp_path, "gen", "safemap", "--fallback")
    names = ["fallback", "fallback_test", "observer", "ring", "safemap", "safemap_test"]
    assert sorted(path.stem for path in tmp_path.rglob("*.go")) == names
    assert golint(tmp_path, "check").returncode == 0


def test_what_somebody_else_has_written_is_left_alone(tmp_path: Path) -> None:
    module(tmp_path)
    (tmp_path / "internal" / "safemap").mkdir(parents=True)
    (tmp_path / "internal" / "safemap" / "observer.go").write_text("package safemap\n")
    done = golint(tmp_path, "gen", "safemap")
    assert (done.returncode, done.stdout) == (2, "")
    assert "golint-py has not written it" in done.stderr
    assert [path.name for path in tmp_path.rglob("*.go")] == ["observer.go"]


@pytest.mark.parametrize("folder", ["../out", "/tmp/out", "a/Big", "a/b-c"])
def test_the_package_has_to_be_in_the_module_and_have_a_name(tmp_path: Path, folder: str) -> None:
    assert golint(module(tmp_path / "m"), "gen", "safemap", "--package", folder).returncode == 2


def test_a_link_is_not_followed_out_of_the_module(tmp_path: Path) -> None:
    module(tmp_path / "m")
    (tmp_path / "out").mkdir()
    (tmp_path / "m" / "internal").symlink_to(tmp_path / "out")
    assert golint(tmp_path / "m", "gen", "safemap").returncode == 2
    assert not list((tmp_path / "out").iterdir())


def test_an_old_language_says_what_it_lacks(tmp_path: Path) -> None:
    done = golint(module(tmp_path, "1.17"), "gen", "safemap")
    assert (done.returncode, "needs go 1.18; go.mod says 1.17" in done.stderr) == (2, True)
    assert (
        "backing syncmap needs go 1.20"
        in golint(module(tmp_path, "1.19"), "gen", "safemap", "--backing=syncmap").stderr
    )


@pytest.mark.parametrize(
    ("go", "backings"),
    [
        ((1, 18), "sharded"),
        ((1, 20), "syncmap"),
        ((1, 22), "sharded syncmap"),
        ((1, 24), ""),
        ((1, 25), "sharded syncmap"),
    ],
    ids=lambda value: str(value),
)
@needs_go
def test_go_takes_it_and_its_tests_pass_under_the_race_detector(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, go: tuple[int, int], backings: str
) -> None:
    reason = gojudge.can_detect_races(tmp_path_factory.mktemp("probe"))
    module(tmp_path, ".".join(map(str, go)))
    wanted = Wanted("lib/maps2", "example.com/m/lib/maps2", go, frozenset(backings.split()), more=frozenset(MORE))
    for path, text in sources(wanted).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
        assert "gen:" not in text
    assert gofmt(tmp_path) == ""
    run_go("vet", "./...", directory=tmp_path)
    run_go("test", *(() if reason else ("-race",)), "./...", directory=tmp_path)


@needs_go
def test_build_tags_take_the_locks_away_or_count(tmp_path: Path) -> None:
    module(tmp_path)
    golint(tmp_path, "gen", "safemap", "--tags", "--backing", "sharded", "--ring", "--fallback")
    assert gofmt(tmp_path) == ""
    for tags in ("", "safemap_off", "safemap_trace", "safemap_off,safemap_trace"):
        run_go("vet", f"-tags={tags}", "./...", directory=tmp_path)
        files = run_go("list", f"-tags={tags}", "-f", "{{.GoFiles}}", "./...", directory=tmp_path)
        assert ("lock_off.go" in files, "trace.go" in files) == ("safemap_off" in tags, "safemap_trace" in tags)
        assert ("lock.go" in files, "trace_off.go" in files) == ("safemap_off" not in tags, "safemap_trace" not in tags)
    run_go("test", "-tags=safemap_off,safemap_trace", "./...", directory=tmp_path)
    run_go("test", "./...", directory=tmp_path)


def test_a_build_tag_that_is_in_use_is_refused(tmp_path: Path) -> None:
    module(tmp_path)
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "p.go").write_text("// Not a constraint: safemap_trace.\n\npackage p\n")
    assert golint(tmp_path, "gen", "safemap", "--tags").returncode == 0
    assert golint(tmp_path, "gen", "safemap", "--tags", "--check").returncode == 0  # own files do not count
    (tmp_path / "p" / "p.go").write_text("//go:build linux && !safemap_trace\n\npackage p\n")
    done = golint(tmp_path, "gen", "safemap", "--tags", "--check")
    assert done.returncode == 2
    assert "the build tag safemap_trace is in use already: p/p.go" in done.stderr
    assert golint(tmp_path, "gen", "safemap", "--package", "internal/other").returncode == 0


@needs_go
def test_the_adapter_compiles_against_the_interfaces_of_opentelemetry(tmp_path: Path) -> None:
    """Against declarations of what it uses; the real module is not on this machine."""
    module(tmp_path)
    golint(tmp_path, "gen", "safemap", "--otel", "--no-tests", "--package", "pkg/shared")
    assert gofmt(tmp_path) == ""
    for name, text in OTEL.items():
        (tmp_path / "otel" / name).parent.mkdir(parents=True)
        (tmp_path / "otel" / name).write_text(text)
    (tmp_path / "otel" / "go.mod").write_text("module go.opentelemetry.io/otel\n\ngo 1.22\n")
    with (tmp_path / "go.mod").open("a") as file:
        file.write("\nrequire go.opentelemetry.io/otel v1.0.0\n\nreplace go.opentelemetry.io/otel => ./otel\n")
    run_go("vet", "./...", directory=tmp_path)


def test_the_copy_in_the_test_data_is_what_is_written() -> None:
    wanted = Wanted("internal/safemap", "golint.test/internal/safemap", (1, 25), frozenset({"sharded"}), tests=False)
    assert {path: (DATA / path).read_text("utf-8") for path in sources(wanted)} == sources(wanted)
