"""Whether a change brings other rules than those it is judged by: configuration, baseline, questionnaire."""

import os

from coprod_audit.checked import CheckFinding
from coprod_audit.checking.sources import OWN, SHARED, Configuration
from coprod_audit.checking.trees import Tree, from_root, leads_out
from coprod_audit.checks import SEVERITIES
from coprod_audit.errors import InputError
from coprod_audit.faults import Faults
from coprod_audit.settings.values import Settings
from coprod_audit.spans import Span

_LONGEST = 1_000_000


def changes(
    here: Tree, of_rules: Tree, found: Configuration, settings: Settings, baseline: str
) -> tuple[CheckFinding, ...]:
    """A finding (C024) for each file of the rules that is another one here than in the commit that the rules are from.

    `baseline` is where that is, from the root, or "".
    """
    files = dict.fromkeys(_configurations(here, of_rules, found), "configuration")
    if baseline:
        files[baseline] = "baseline"
    files |= dict.fromkeys(_questionnaire(here, of_rules, settings), "questionnaire")
    return tuple(
        CheckFinding("C024", _said(what, here, path), Span(path), f"rules.{what}", SEVERITIES["C024"])
        for path, what in files.items()
        if _data(here, path) != _data(of_rules, path)
    )


def _said(what: str, here: Tree, path: str) -> str:
    now = "is gone" if _data(here, path) is None else "is not the one that these charters are judged by"
    return f"the {what} {now}; the change counts once it is merged, so somebody other than its author should look at it"


def _configurations(here: Tree, of_rules: Tree, found: Configuration) -> list[str]:
    """The file that the settings are from, and others that would take its place: beside it, or nearer to where the check runs."""
    names = {f"{folder}/{name}" if folder else name for folder in _folders(found) for name in (OWN, SHARED)}
    names |= {found.path} if found.path else set()
    return [path for path in sorted(names) if _table(here, path) != _table(of_rules, path)]


def _folders(found: Configuration) -> list[str]:
    """From the folder in which a configuration was looked for first up to the one that has it, or to the root."""
    folders = [found.folder]
    folder = found.sought_from or ""
    while folder not in {"", found.folder}:
        folders.append(folder)
        folder = os.path.dirname(folder)
    return folders


def _table(tree: Tree, path: str) -> object:
    """What a file says of us: other parts of pyproject.toml are not rules of ours."""
    data = _data(tree, path)
    if data is None or os.path.basename(path) != SHARED:
        return data
    from coprod_audit.settings.toml_text import decoded, parsed

    faults = Faults()
    text = decoded(data, path, faults)
    record = parsed(text, path, faults) if text is not None else None
    return data if record is None else (record.get("tool") or {}).get("coprod-audit")


def _questionnaire(here: Tree, of_rules: Tree, settings: Settings) -> list[str]:
    """The files of a questionnaire that lies in the repository."""
    name = settings.questionnaire
    if "/" not in name and not os.path.splitext(name)[1]:
        return []
    path = from_root(here.root, os.path.join(here.root, name))
    full = os.path.join(here.root, path)
    is_folder = os.path.isdir(full) and not leads_out(here.root, full)
    now = [f"{path}/{one}" for one in os.listdir(full)] if is_folder else [path]
    before = of_rules.snapshot.names(path)
    return sorted({*now, *before})


def _data(tree: Tree, path: str) -> bytes | None:
    try:
        return tree.read(path, _LONGEST)
    except InputError:
        return None
