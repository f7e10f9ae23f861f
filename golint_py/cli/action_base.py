"""What the action compares a pull request with, and bringing that commit into a shallow checkout.

`actions/checkout` gives one commit: the merge of the pull request into its branch. Its first parent is the branch as it
was then, so the findings that only the merge has are those of the pull request.
"""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from golint_py.cli.action_inputs import InputError, given
from golint_py.load.git import GitError, fetch_commit, has_commit, parents


def base_option(environment: Mapping[str, str], event: Mapping[str, Any], root: str) -> tuple[str, str]:
    """The option of `check` that leaves old findings out, and a line about it; "" for none. Raises `InputError`."""
    server, token = environment.get("GITHUB_SERVER_URL", ""), given(environment, "TOKEN")
    header = f"AUTHORIZATION: basic {b64encode(f'x-access-token:{token}'.encode()).decode()}" if token else ""

    def brought(commit: str) -> str:
        return _brought(root, commit, server, header)

    named = given(environment, "BASE")
    if named:
        return f"--diff-base={brought(named)}", f"only findings that {named} does not have"
    if given(environment, "ONLY_NEW_ISSUES") != "true":
        return "", ""
    group, pull = event.get("merge_group"), event.get("pull_request")
    if isinstance(group, dict) and isinstance(group.get("base_sha"), str):
        return f"--diff-base={brought(group['base_sha'])}", "only findings that the merge group brings"
    if not isinstance(pull, dict):
        return "", "only-new-issues: this is no pull request, so all findings are shown"
    try:
        above = parents(root, "HEAD")
    except GitError as error:
        raise InputError(f"only-new-issues: {error}") from error
    if len(above) > 1:
        return f"--diff-base={brought(above[0])}", "only findings that the pull request brings"
    sha = (pull.get("base") or {}).get("sha")
    if not isinstance(sha, str) or not sha:
        raise InputError("only-new-issues: the event names no base")
    return f"--new-from-merge-base={brought(sha)}", "only findings that the pull request brings"


def _brought(root: str, commit: str, server: str, header: str) -> str:
    """The commit, fetched where it is not there."""
    try:
        if not has_commit(root, commit):
            fetch_commit(root, commit, server, header)
    except GitError as error:
        text = " ".join(str(error).split())
        raise InputError(f"cannot bring {commit}: {text}; check out with fetch-depth: 0") from error
    return commit
