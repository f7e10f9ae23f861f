"""A cluster of dask.distributed: the same report, byte for byte, also when workers are killed while they work."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clusters import HOME, distributed, processes, scheduler, until, workers
from test_fleet import golint, module

from golint_py.cluster import Identity, Refused, guarded

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


def kill_one_at_work(client: Any, process: subprocess.Popen[bytes]) -> None:
    """Kill a worker that has something of golint-py to do, once something was done."""
    numbers = processes(client)

    def busy() -> int:
        assert process.poll() is None, "over before a worker was killed"
        done = any(str(key).startswith("golint-py-") for keys in client.has_what().values() for key in keys)
        at_work = [worker for worker, keys in client.processing().items() if keys and worker in numbers]
        return numbers[at_work[0]] if at_work and done else 0

    os.kill(until(busy), signal.SIGKILL)


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """Five repositories with many findings each, and one that is not there."""
    names = ("map", "exec", "lock", "unsafe", "goroutine")
    for name in names:
        module(tmp_path / name, "package a\n")
        shutil.copytree(DATA / "rules" / name, tmp_path / name / "rules")
    (tmp_path / "repos.txt").write_text("\n".join([*names, "none"]))
    return tmp_path


def test_a_fleet_on_a_cluster_whose_worker_is_killed_reports_what_one_machine_does(
    fleet: Path, cluster: str, client: Any
) -> None:
    more = ("--no-cache", "--min-confidence", "low", "--output-folder")
    local = golint(fleet, "fleet", "repos.txt", *more, "local")
    process = started(fleet, "fleet", "repos.txt", "--executor", f"dask://{cluster}", *more, "far")
    kill_one_at_work(client, process)
    out, told = process.communicate()
    assert process.returncode == local.returncode == 2
    assert out.decode() == local.stdout.replace("local/", "far/")
    assert told.count(b": done\n") == 5
    assert told.count(b": failed\n") == 1
    files = sorted(path.relative_to(fleet / "local") for path in (fleet / "local").rglob("*") if path.is_file())
    assert len(files) == 1 + 5 * 3 + 1
    for path in files:
        assert (fleet / "far" / path).read_bytes() == (fleet / "local" / path).read_bytes()


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
