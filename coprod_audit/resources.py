"""Where the files that are not code lie: the questionnaires, the templates and the JSON Schemas.

One look-up serves three ways of being installed. In a wheel the folders lie inside the package; in a checkout, and
in an editable install of one, `questionnaires/` and `templates/` lie beside it, where people look for them. What is
inside the package is tried first: a folder called `templates` beside somebody's site-packages is not ours.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def questionnaires_folder() -> Path:
    """Return the folder of the questionnaires that ship with the tool, one folder or file each.

    Raises FileNotFoundError when the installation lacks it.
    """
    return _folder("questionnaires")


def templates_folder() -> Path:
    """Return the folder of the templates that audits are written from.

    Raises FileNotFoundError when the installation lacks it.
    """
    return _folder("templates")


def schemas_folder() -> Path:
    """Return the folder of the JSON Schemas; they lie in the package beside the readers they agree with.

    Raises FileNotFoundError when the installation lacks it.
    """
    return _folder("schemas")


def _folder(name: str) -> Path:
    for parent in (_PACKAGE, _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise FileNotFoundError(f"this installation of coprod-audit has no folder {name!r}: install it again")
