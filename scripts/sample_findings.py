"""Draws findings of real projects for a person to judge (docs/accuracy.md).

    python scripts/sample_findings.py --seed 4 --count 40 --family exec --family unsafe FOLDER...

Each folder is one project. The findings of medium confidence and above of all of them together are drawn by the seed,
for each family by itself (`--family map,lock`: for both together), and printed as rows of a table with room for verdict
and reason. Same sources, same rows.
"""

import argparse
import random
from pathlib import Path

from golint_py import driver
from golint_py.config import Options
from golint_py.text.finding import Finding
from golint_py.text.span import Span

Drawn = tuple[str, Finding[Span], int]


def main() -> None:
    """Run, draw and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--family", action="append", required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    families = [family for together in arguments.family for family in together.split(",")]
    found = [one for folder in arguments.folders for one in findings(folder, families, arguments.jobs)]
    for family in arguments.family:
        own = [one for one in found if one[1].rule.partition("/")[0] in family.split(",")]
        drawn = random.Random(arguments.seed).sample(own, min(arguments.count, len(own)))
        print(f"\n{family}: {len(own)} findings, {len(drawn)} drawn with seed {arguments.seed}\n")
        print("| project | rule | place | message | verdict | why |\n|---|---|---|---|---|---|")
        for project, one, line in sorted(drawn, key=lambda each: (each[0], each[1].place)):
            rule = one.rule.partition("/")[2]
            print(f"| {project} | {rule} | {one.place.path}:{line} | {one.message.replace('|', '/')} | | |")


def findings(folder: Path, families: list[str], jobs: int) -> list[Drawn]:
    """The project's findings in the order of the report, with their lines (1-based)."""
    options = Options(str(folder.resolve()), ("",), select=tuple(families), jobs=jobs, use_cache=False)
    run = driver.check(options)
    return [
        (folder.name, one, run.tree.read(one.place.path).count(b"\n", 0, one.place.start) + 1)
        for one in run.report.findings
    ]


if __name__ == "__main__":
    main()
