"""The files that a repository starts with: a configuration, pre-commit hooks, a GitHub workflow."""

from golint_py.repository import Repository
from golint_py.toml import value
from golint_py.version import VERSION


def configuration(there: Repository) -> str:
    """golint-py.toml, with what can be set."""
    lines = [
        "# What golint-py looks at and shows. `golint-py config show` prints all of it, `golint-py rules` the rules.",
        "",
        'min-confidence = "medium" # low, medium, high: how sure a finding has to be',
        'fail-level = "note" # note, warning, error: exit with 1 from here on',
        "",
        '# baseline = "golint-py-baseline.jsonl" # findings that are known; `golint-py baseline create` writes them',
        '# exclude = ["third_party"] # paths, from the folder of this file',
        '# profile = "devtool" # for programs that only developers start; also "portable", "strict"',
    ]
    if there.tags:
        lines += ["", "# Build tags that files here ask for. Those that hold:", f"# tags = {value(list(there.tags))}"]
    return "\n".join(lines) + "\n"


def hook() -> str:
    """.pre-commit-config.yaml: the staged files on each commit, and the configuration when it changes."""
    return f"""repos:
  - repo: local
    hooks:
      - id: golint-py
        name: golint-py
        entry: golint-py check --force-exclude --no-progress
        language: python
        additional_dependencies: ["golint-py=={VERSION}"]
        types: [go]
        require_serial: true
      - id: golint-py-config
        name: golint-py (configuration)
        entry: golint-py config verify
        language: python
        additional_dependencies: ["golint-py=={VERSION}"]
        files: (^|/)\\.?golint-py\\.toml$
"""


def workflow(there: Repository) -> str:
    """A GitHub workflow: annotations, and code scanning where the run may write to it."""
    return f"""name: golint-py

on:
  push:
    branches: [{there.branch}]
  pull_request:

permissions:
  contents: read

jobs:
  golint-py:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      security-events: write # for the upload
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: python -m pip install golint-py=={VERSION}
      - run: golint-py check --output-format github --output-format sarif:golint-py.sarif
      - uses: github/codeql-action/upload-sarif@v4
        # Runs of pull requests from forks may not write to code scanning: they have the annotations.
        if: >-
          !cancelled() && hashFiles('golint-py.sarif') != '' &&
          (github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == github.repository)
        with:
          sarif_file: golint-py.sarif
          category: golint-py
"""
