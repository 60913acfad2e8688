"""Run where a wheel is built: puts a compiled copy of each questionnaire beside it, which is read in a twentieth of the time.

hatchling calls it (`pyproject.toml` says so). An editable install gets none: there the YAML is what people are changing.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

QUESTIONNAIRES = "questionnaires"


class CustomBuildHook(BuildHookInterface):  # hatchling looks for a class of this name
    """Compiles the questionnaires of the source tree, with the package of the source tree."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the copies into a folder of their own, and say where in the wheel they belong."""
        self._copies = tempfile.TemporaryDirectory(prefix="coprod-audit-")
        if version != "editable":
            for copy in compile_all(Path(self.root), Path(self._copies.name)):
                build_data["force_include"][str(copy)] = f"coprod_audit/{QUESTIONNAIRES}/{copy.name}"

    def finalize(self, *_: object) -> None:
        """Take the folder away: what it held is in the wheel."""
        self._copies.cleanup()


def compile_all(root: Path, to: Path) -> list[Path]:
    """Write a copy of each questionnaire under `root` into a folder. Raises `InputError` where one has a fault."""
    sys.path.insert(0, str(root))
    sys.dont_write_bytecode = True  # nothing is left lying in the source tree
    from coprod_audit.compiled import ENDING, copy_of
    from coprod_audit.loading import read_questionnaire

    folder, made = root / QUESTIONNAIRES, []
    for one in sorted(folder.iterdir()):
        if one.is_dir() or one.suffix in {".yaml", ".yml"}:
            copy = to / f"{one.stem}{ENDING}"
            text = copy_of(read_questionnaire(one), one.stem, str(folder))
            copy.write_text(text, encoding="utf-8", newline="\n")
            made.append(copy)
    return made
