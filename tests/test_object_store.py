"""Results behind a URL: the same report, whatever happens to the place, and who else uses it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_cache import FILES, HOME, analysed, golint, run, write

from golint_py.config import ConfigError
from golint_py.object_store import FOLDER, ObjectStore
from golint_py.stores import clean, open_store, status

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """A module whose files are older than any run."""
    for path, text in FILES.items():
        write(tmp_path / "module" / path, text)
    return tmp_path / "module"


@pytest.fixture(params=["file", "memory"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A place that is empty."""
    yield f"file://{tmp_path}/place" if request.param == "file" else f"memory://{tmp_path.name}"
    fsspec.filesystem("memory").store.clear()


def objects(url: str) -> list[str]:
    system, path = fsspec.core.url_to_fs(url)
    return list(system.find(path))


def spoil(url: str, data: bytes | None) -> None:
    """Change the first byte of every object, or replace it."""
    system, _ = fsspec.core.url_to_fs(url)
    for path in objects(url):
        old = system.cat_file(path)
        system.pipe_file(path, bytes([old[0] ^ 1]) + old[1:] if data is None else data)


def test_a_second_run_analyses_nothing_and_says_the_same(module: Path, url: str) -> None:
    cold = run(module, cache_dir=url)
    warm = run(module, cache_dir=url)
    assert len(analysed(cold)) == 6
    assert analysed(warm) == []
    assert warm.report == cold.report == run(module, cached=False).report
    assert cold.notes == warm.notes == ()


def test_only_what_changed_is_analysed(module: Path, url: str) -> None:
    run(module, cache_dir=url)
    write(module / "alone/alone.go", FILES["alone/alone.go"].replace("m[2] = 2", "m[3] = 2"))
    assert analysed(run(module, cache_dir=url)) == ["alone"]


def test_a_file_with_the_same_size_and_time_on_another_machine_is_read(module: Path, url: str) -> None:
    """Images are built with fixed times: what the file system says is no evidence beyond one machine."""
    run(module, cache_dir=url)
    path = module / "alone/alone.go"
    stat = path.stat()
    path.write_text(path.read_text().replace("m[2] = 2", "m[3] = 2"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert analysed(run(module, cache_dir=url)) == ["alone"]


@pytest.mark.parametrize("data", [None, b"", b"x" * 100])
def test_a_damaged_object_is_as_good_as_none(module: Path, url: str, data: bytes | None) -> None:
    cold = run(module, cache_dir=url)
    spoil(url, data)
    again = run(module, cache_dir=url)
    assert len(analysed(again)) == 6
    assert again.report == cold.report
    (note,) = again.notes
    assert f"damaged objects in the cache {url}, not used: " in note
    assert (analysed(run(module, cache_dir=url)), run(module, cache_dir=url).notes) == ([], ())


def test_an_object_in_the_place_of_another_one_is_as_good_as_none(url: str) -> None:
    first = ObjectStore(url)
    first.put(b"a", b"1")
    first.put(b"b", b"2")
    first.close()
    system, _ = fsspec.core.url_to_fs(url)
    one, other = objects(url)
    system.pipe_file(other, system.cat_file(one))
    store = ObjectStore(url)
    assert sorted(map(str, (store.get(b"a"), store.get(b"b")))) in (["None", "b'1'"], ["None", "b'2'"])


def test_what_the_last_run_asked_for_is_fetched_at_once(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_store(url)
    first.expect(b"n")
    for number in range(200):
        first.put(b"%d" % number, b"value %d" % number)
    first.close()
    journeys = []
    system, _ = fsspec.core.url_to_fs(url)
    fetch = type(system).cat
    monkeypatch.setattr(
        type(system), "cat", lambda self, *args, **more: journeys.append(1) or fetch(self, *args, **more)
    )
    second = open_store(url)
    second.expect(b"n")
    assert [second.get(b"%d" % number) for number in range(200)] == [b"value %d" % number for number in range(200)]
    assert len(journeys) <= 5
    assert second.get(b"200") is None


def test_fixes_are_kept_behind_a_url_too(module: Path, tmp_path: Path) -> None:
    words = ("check", "--min-confidence", "low", "--output-format", "json", "--cache-dir", f"file://{tmp_path}/place")
    cold, warm = golint(module, *words), golint(module, *words)
    assert '"edits"' in cold.stdout
    assert (warm.stdout, warm.stderr) == (cold.stdout, "")
    assert cold.stdout == golint(module, *words[:-2], "--no-cache").stdout


def test_status_and_clean(module: Path, url: str) -> None:
    assert (status(url).there, status(url).entries, clean(url)) == (False, 0, 0)
    run(module, cache_dir=url)
    found = status(url)
    assert (found.there, found.path) == (True, f"{url}/{FOLDER}")
    assert found.entries == len(objects(url)) >= 12
    assert clean(url) == found.size
    assert objects(url) == []


def test_the_command_shows_and_deletes(module: Path, tmp_path: Path) -> None:
    url = f"file://{tmp_path}/place"
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / "other").write_text("not golint-py's")
    assert golint(module, "cache", "status", "--cache-dir", url).stdout == f"{url}: nothing is kept\n"
    assert golint(module, "check", "--cache-dir", url).returncode == 1
    assert "entries" in golint(module, "cache", "status", "--cache-dir", url).stdout
    assert golint(module, "cache", "clean", "--cache-dir", url).returncode == 0
    assert os.listdir(tmp_path / "place") == ["other"]


def test_a_place_that_can_only_be_read_is_read(module: Path) -> None:
    from fsspec.implementations.memory import MemoryFileSystem

    class Sealed(MemoryFileSystem):  # type: ignore[misc]
        protocol = "memory"

        @classmethod
        def _strip_protocol(cls, path: str) -> str:
            return str(MemoryFileSystem._strip_protocol(path.removeprefix("sealed://")))

        def pipe_file(self, path: str, value: bytes, **more: object) -> None:
            raise PermissionError("read-only")

    run(module, cache_dir="memory://sealed")
    fsspec.register_implementation("sealed", Sealed, clobber=True)
    warm = run(module, cache_dir="sealed://sealed")
    assert (analysed(warm), warm.notes) == ([], ())
    write(module / "alone/alone.go", FILES["alone/alone.go"].replace("m[2] = 2", "m[3] = 2"))
    changed = run(module, cache_dir="sealed://sealed")
    assert analysed(changed) == ["alone"]
    assert changed.notes == ("nothing can be kept in sealed://sealed: read-only",)
    fsspec.filesystem("memory").store.clear()


def test_a_place_that_fails_costs_one_note(module: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    url = f"file://{tmp_path}/file/below"
    found = run(module, cache_dir=url)
    assert found.report == run(module, cached=False).report
    assert len(found.notes) == 1
    assert url in found.notes[0]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL")
def test_killed_runs_and_runs_at_once_leave_a_place_that_can_be_used(module: Path, tmp_path: Path) -> None:
    url = f"file://{tmp_path}/place"
    for number in range(30):
        write(module / f"more{number}/a.go", FILES["alone/alone.go"].replace("package alone", f"package more{number}"))
    command = [sys.executable, "-m", "golint_py", "check", "--cache-dir", url, "--jobs", "1", "--isolated"]
    environment = os.environ | {"PYTHONPATH": str(HOME)}
    killed = subprocess.Popen(command, cwd=module, env=environment, stdout=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not (tmp_path / "place").exists() and killed.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    killed.kill()
    killed.wait()
    several = [subprocess.Popen(command, cwd=module, env=environment, stdout=subprocess.PIPE) for _ in range(3)]
    texts = {one.communicate()[0] for one in several}
    (text,) = texts
    assert text == golint(module, "check", "--no-cache", "--isolated").stdout.encode()
    warm = subprocess.run(command, cwd=module, env=environment, capture_output=True, check=False)
    assert (warm.stdout, warm.stderr) == (text, b"")
    assert not [path for path in objects(url) if path.endswith(".part")] or killed.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("url", "says"),
    [("nope://x", "nope://x: Protocol not known: nope"), ("memory://x", "needs fsspec: pip install 'golint-py[dist]'")],
)
def test_what_is_missing_is_a_mistake_that_says_what_to_install(module: Path, url: str, says: str) -> None:
    absent = "sys.modules['fsspec'] = None; " if url == "memory://x" else ""
    script = f"import sys; {absent}from golint_py.cli.main import entry; sys.exit(entry(sys.argv[1:]))"
    for words in (["check", "--cache-dir", url], ["cache", "status", "--cache-dir", url]):
        done = subprocess.run(
            [sys.executable, "-c", script, *words],
            cwd=module,
            env=os.environ | {"PYTHONPATH": str(HOME)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (2, "")
        assert says in done.stderr


def test_only_a_configuration_that_is_named_says_where_results_are_kept(module: Path, tmp_path: Path) -> None:
    url = f"file://{tmp_path}/place"
    write(tmp_path / "mine.toml", f'cache-dir = "{url}"\n')
    assert golint(module, "check", "--config", "../mine.toml").returncode == 1
    assert objects(url)
    write(module / "golint-py.toml", f'cache-dir = "{url}"\n')
    done = golint(module, "check")
    assert done.returncode == 2
    assert "cache-dir: only --cache-dir, or a file that --config names, can say this" in done.stderr
    with pytest.raises(ConfigError):
        open_store("nope://x")


def test_nothing_of_this_is_imported_without_a_url(module: Path) -> None:
    script = (
        "import sys; from golint_py.cli.main import entry; entry(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "check", "--cache-dir", "../kept"],
        cwd=module,
        env=os.environ | {"PYTHONPATH": str(HOME)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert {"golint_py.store", "sqlite3"} <= set(done.stderr.split())
    assert not {"fsspec", "dask", "distributed"} & set(done.stderr.split())
