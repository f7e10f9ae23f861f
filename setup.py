"""What the build does beyond pyproject.toml: it writes the tables of facts as JSON, too, which is read much faster."""

import json
import tomllib
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

TABLES = Path("golint_py", "knowledge")


class Build(build_py):
    """Copies the modules, then writes the tables; an editable installation reads the TOML files themselves."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            for place in sorted(TABLES.glob("*.toml")):
                target = Path(self.build_lib, TABLES, f"{place.stem}.json")
                target.write_text(json.dumps(tomllib.loads(place.read_text())))


setup(cmdclass={"build_py": Build})
