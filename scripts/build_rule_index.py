"""Writes rules/index.json, from which a run knows the rules without importing them. Run it when a rule has changed."""

from pathlib import Path

from golint_py.rule_index import INDEX, build_index

FOLDER = Path(__file__).resolve().parent.parent / "rules"


def main() -> None:
    """Write the index."""
    (FOLDER / INDEX).write_bytes(build_index(str(FOLDER)))


if __name__ == "__main__":
    main()
