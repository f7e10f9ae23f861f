"""A cluster of dask.distributed: the same report, byte for byte, also when workers are killed while they work."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from clusters import HOME, PATIENCE, distributed, processes, scheduler, until, workers
from test_fleet import golint, module

from golint_py.cluster import Identity, Refused, answer, guarded
from golint_py.remote import analyse
from golint_py.station import Reply

psutil = pytest.importorskip("psutil")  # comes with distributed
DATA = HOME / "testdata"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster with two workers, each with a nanny that replaces it."""
    folder = tmp_path_factory.mktemp("cluster")
    with scheduler(folder) as address, workers(folder, address, 2):
        yield address


@pytest.fixture
def client(cluster: str) -> Iterator[Any]:
    with distributed.Client(f"tcp://{cluster}", set_as_default=False) as found:
        until(lambda: len(found.scheduler_info(n_workers=-1)["workers"]) == 2)
        yield found


def started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "golint_py", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(HOME)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def kill_one_at_work(
    client: Any, process: subprocess.Popen[bytes], begun: Callable[[], bool], below: bool = False
) -> None:
    """Kill a worker that has something to do, once something was done; or a process `below` it."""
    numbers = processes(client)

    def busy() -> int:
        assert process.poll() is None, "over before a worker was killed"
        at_work = [worker for worker, keys in client.processing().items() if keys and worker in numbers]
        if not at_work or not begun():
            return 0
        number = numbers[at_work[0]]
        children = psutil.Process(number).children() if below else []
        return children[0].pid if children else 0 if below else number

    os.kill(until(busy), signal.SIGKILL)


def held(client: Any) -> list[object]:
    """The keys of what workers keep."""
    return [key for keys in client.has_what().values() for key in keys]


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """Five repositories with many findings each, and one that is not there."""
    names = ("exec", "unsafe", "goroutine", "concurrent_access", "write_under_read_lock")
    for name in names:
        module(tmp_path / name, "package a\n")
        below = DATA / "rules" / name
        shutil.copytree(below if below.is_dir() else DATA / "rules" / "map" / name, tmp_path / name / "rules")
    (tmp_path / "repos.txt").write_text("\n".join([*names, "none"]))
    return tmp_path


def test_a_fleet_on_a_cluster_whose_worker_is_killed_reports_what_one_machine_does(
    fleet: Path, cluster: str, client: Any
) -> None:
    more = ("--no-cache", "--min-confidence", "low", "--output-folder")
    local = golint(fleet, "fleet", "repos.txt", *more, "local")
    process = started(fleet, "fleet", "repos.txt", "--executor", f"dask://{cluster}", *more, "far")
    kill_one_at_work(client, process, lambda: any((fleet / "far" / "repositories").glob("*.json")))
    out, told = process.communicate()
    assert process.returncode == local.returncode == 2
    assert out.decode() == local.stdout.replace("local/", "far/")
    assert told.count(b": done\n") == 5
    assert told.count(b": failed\n") == 1
    files = sorted(path.relative_to(fleet / "local") for path in (fleet / "local").rglob("*") if path.is_file())
    assert len(files) == 1 + 5 * 3 + 1
    for path in files:
        assert (fleet / "far" / path).read_bytes() == (fleet / "local" / path).read_bytes()


@pytest.mark.parametrize("victim", ["worker", pytest.param("process of a worker", marks=pytest.mark.slow)])
def test_check_on_a_cluster_reports_what_one_machine_does(
    tmp_path: Path, cluster: str, client: Any, victim: str
) -> None:
    """The packages depend on each other, have data that flows between them, and one file that cannot be read."""
    project = tmp_path / "project"
    shutil.copytree(DATA / "rules" / "exec", project / "rules" / "exec")
    shutil.copytree(DATA / "rules" / "map" / "concurrent_access", project / "rules" / "concurrent")
    shutil.copy(DATA / "go.mod", project)
    for number in range(20):
        (project / f"more{number}").mkdir()
        (project / f"more{number}" / "a.go").write_text(f"package more{number}\n\nvar M = map[int]int{{}}\n")
    (project / "more1" / "link.go").symlink_to("/etc/passwd")
    formats = ("text", "json", "sarif")

    def words(name: str) -> list[str]:
        (tmp_path / name).mkdir()
        where = [word for one in formats for word in ("--output-format", f"{one}:{tmp_path / name / one}")]
        return ["check", "--isolated", "--min-confidence", "low", "--cache-dir", f"../{name}/kept", *where]

    executor = ("--executor", f"dask://{cluster}")
    local = golint(project, *words("local"), "--jobs", "1")
    process = started(project, *words("far"), *executor)
    kill_one_at_work(client, process, lambda: any("-part" in str(key) for key in held(client)), victim != "worker")
    out, told = process.communicate()
    assert (process.returncode, out, told) == (local.returncode, b"", b"") == (1, b"", b"")
    again = [word.replace("../warm/kept", "../far/kept") for word in words("warm")]
    warm = golint(project, *again, "--executor", "dask://127.0.0.1:1")
    assert (warm.returncode, warm.stderr) == (1, "")  # all is kept: nobody is asked
    for one in formats:
        text = (tmp_path / "local" / one).read_bytes()
        assert (tmp_path / "far" / one).read_bytes() == text
        assert (tmp_path / "warm" / one).read_bytes() == text


class LostOnce:
    """A future of which the worker was killed that kept its result; the scheduler has it done again."""

    status = "lost"

    def result(self) -> str:
        self.status = "finished"
        return "done again"


def test_a_result_that_was_lost_with_its_worker_is_waited_for() -> None:
    assert answer(LostOnce()) == ("done again", "")


def test_a_package_that_costs_its_process_twice_is_given_up() -> None:
    """The question cannot be read; what the process says of it is not of interest here."""
    reply = msgspec.msgpack.decode(analyse(b"\xc1", b"\xc0", ()), type=Reply)
    assert reply == Reply(failure="the process that worked on it was ended with 1, twice")


def test_facts_and_limits_reach_the_cluster(tmp_path: Path, cluster: str) -> None:
    source = 'package a\n\nimport (\n\t"net/http"\n\n\t"example.com/lib"\n)\n\n'
    source += 'func F(w http.ResponseWriter, r *http.Request) { lib.Run(r.FormValue("x")) }\n'
    module(tmp_path / "plain", source)
    (tmp_path / "plain" / "golint-py.toml").write_text('knowledge = ["facts.toml"]\n')
    facts = '[[sinks]]\nsymbol = "example.com/lib.Run"\nscript = 0\n'
    (tmp_path / "plain" / "facts.toml").write_text(facts)
    executor = ("--no-cache", "--executor", f"dask://{cluster}")
    local, far = golint(tmp_path / "plain", "check", "--no-cache"), golint(tmp_path / "plain", "check", *executor)
    assert (far.returncode, far.stdout) == (local.returncode, local.stdout) == (1, local.stdout)
    short = golint(tmp_path / "plain", "check", *executor, "--timeout", "0.0001")
    assert "the run took longer than 0.0001 seconds" in short.stdout


def test_a_worker_with_another_golint_py_is_refused(tmp_path: Path) -> None:
    (tmp_path / "repos.txt").write_text("plain\n")
    module(tmp_path / "plain", "package a\n")
    other = tmp_path / "other" / "golint_py"
    shutil.copytree(HOME / "golint_py", other, ignore=shutil.ignore_patterns("__pycache__", "std"))
    shutil.copytree(HOME / "rules", tmp_path / "other" / "rules")
    (other / "version.py").write_text('VERSION = "0.0.7"\n')
    with scheduler(tmp_path) as address, workers(tmp_path, address, home=tmp_path / "other"):
        done = golint(tmp_path, "fleet", "repos.txt", "--executor", f"dask://{address}")
    assert (done.returncode, done.stdout) == (2, "")
    assert "has golint-py 0.0.7, this is " in done.stderr


def test_a_scheduler_that_goes_ends_the_run_which_can_be_taken_up(tmp_path: Path) -> None:
    (tmp_path / "repos.txt").write_text("plain\n")
    module(tmp_path / "plain", "package a\n")
    with scheduler(tmp_path) as address:
        process = started(tmp_path, "fleet", "repos.txt", "--executor", f"dask://{address}")
        until((tmp_path / "golint-py-fleet" / "unfinished").exists)
    out, told = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (2, b"")
    assert told.splitlines()[-1] == b"golint-py: the scheduler of the cluster has gone"
    assert b"Traceback" not in told
    assert b"1/1 plain: done" in golint(tmp_path, "fleet", "repos.txt").stderr.encode()


def test_a_worker_that_joins_later_is_asked_too(client: Any) -> None:
    found = client.submit(guarded, Identity("0", b""), len, b"", pure=False).result()
    assert isinstance(found, Refused)
    assert "refused" in found.message


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("dask://127.0.0.1:1", "there is no scheduler"),
        ("slurm://x", "there are local and dask://HOST:PORT"),
        ("dask://", "there are local and dask://HOST:PORT"),
    ],
)
def test_what_is_no_cluster_is_a_mistake(tmp_path: Path, where: str, says: str) -> None:
    (tmp_path / "repos.txt").write_text("x\n")
    script = "import sys, golint_py.cluster; golint_py.cluster.PATIENCE = 1; "
    script += "from golint_py.cli.main import entry; sys.exit(entry())"
    done = subprocess.run(
        [sys.executable, "-c", script, "fleet", "repos.txt", "--executor", where],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(HOME)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "repos.txt").write_text("x\n")
    script = "import sys; sys.modules['distributed'] = None; from golint_py.cli.main import entry; sys.exit(entry())"
    done = subprocess.run(
        [sys.executable, "-c", script, "fleet", "repos.txt", "--executor", "dask://127.0.0.1:1"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(HOME)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "a cluster needs dask.distributed: pip install 'golint-py[dist]'" in done.stderr
