"""What another revision of the repository has, too: the analysis of the files of a commit, without a checkout."""

import os

from msgspec import structs

from golint_py.baseline import entries_of, hide, known
from golint_py.config import ConfigError, Options
from golint_py.driver import Run, check
from golint_py.load.git import GitError, GitTree, merge_base
from golint_py.load.tree import SourceTree, join, parent
from golint_py.text.finding import By, Report, Skipped


def without_base(found: Run, options: Options, revision: str, branch: bool) -> Run:
    """The run with the findings that the revision has among the suppressed; `branch` asks for the merge base with it.

    Raises `ConfigError` where the revision cannot be read or golint-py failed on it: never are old findings taken for
    new ones. The files of the commit are analysed only when there is a finding to compare.
    """
    if not os.path.exists(os.path.join(options.root, ".git")):
        raise ConfigError(f"{options.root} is no git repository: there is no {revision} to compare with")
    try:
        commit = merge_base(options.root, revision) if branch else revision
        with GitTree(options.root, commit) as tree:
            if not found.report.findings:
                return found
            base = check(_options(options, tree), tree=tree) if _paths(options, tree) else None
    except GitError as error:
        raise ConfigError(f"cannot compare with {revision}: {error}") from error
    if base is None:
        return found
    if base.report.failures:
        raise ConfigError(f"cannot compare with {revision}: golint-py failed on it in {base.report.failures} places")
    name = f"{revision} ({tree.commit[:12]})"
    report = hide(found.report, known(entries_of(base.report.findings)), By.BASE, name)
    return structs.replace(found, report=structs.replace(report, skipped=_skipped(report, base.report, name)))


def _skipped(report: Report, base: Report, name: str) -> tuple[Skipped, ...]:
    """What was not analysed, with the files whose findings may be old ones that could not be seen."""
    shown = {finding.place.path for finding in report.findings}
    reasons = {one.path: one.reason for one in base.skipped if one.path in shown}
    unseen = (Skipped(path, f"{reason} in {name}: what is found now counts as new") for path, reason in reasons.items())
    return tuple(sorted((*report.skipped, *unseen)))


def _options(options: Options, tree: GitTree) -> Options:
    """The same run over the commit, with the configuration of today."""
    paths = _paths(options, tree)
    return structs.replace(options, paths=paths, stdin=None, stdin_filename=None, revision=tree.commit)


def _paths(options: Options, tree: SourceTree) -> tuple[str, ...]:
    """The paths as far as they are there. For a file all of its folder: what is in it may have been beside it."""
    found: dict[str, None] = {}
    for path in options.paths:
        stat = tree.stat(path)
        if stat is not None and stat.directory:
            found[path] = None
            continue
        folder = parent(path)
        there = tree.stat(folder)
        if there is not None and there.directory:
            names = (one.name for one in tree.list(folder) if not one.directory and not one.reason)
            found.update((join(folder, name), None) for name in names if name.endswith(".go"))
    return tuple(found)
