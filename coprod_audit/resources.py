"""Where the files that are not code lie: the questionnaires, the templates and the JSON Schemas.

One look-up serves three ways of being installed. In a wheel the folders lie inside the package; in a checkout, and
in an editable install of one, `questionnaires/` and `templates/` lie beside it, where people look for them. What is
inside the package is tried first: a folder called `templates` beside somebody's site-packages is not ours.
"""

from pathlib import Path

from coprod_audit.template_faults import LONGEST_TEMPLATE, TemplateError

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


def shipped_template(name: str) -> str | None:
    """Return the text of a template that ships with the tool; None where there is none of that name.

    Raises FileNotFoundError when the installation lacks the templates.
    """
    return template_in(templates_folder(), name)


def template_in(folder: Path, name: str) -> str | None:
    """Return the text of a template in a folder; None where no plain file of that name lies there.

    A link counts as no file: it may lead out of the folder. Raises TemplateError (T001) for what is too large or
    not UTF-8.
    """
    path = folder / name
    if path.is_symlink() or not path.is_file():
        return None
    raw = path.read_bytes()
    if len(raw) > LONGEST_TEMPLATE:
        raise TemplateError("T001", f"{name} is larger than 1 MB", name)
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise TemplateError("T001", f"{name} is not UTF-8 text", name) from None


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
