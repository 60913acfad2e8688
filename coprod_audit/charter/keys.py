"""The keys of a charter: which there are, which must be there, and slips of the pen among those of other tools."""

from typing import Final

from coprod_audit.answer_sheet import PARTS
from coprod_audit.faults import Known
from coprod_audit.fields import Field

OURS: Final = (*PARTS, "questionnaire", "review", "plan", "waivers")
"""What a charter may say at its top."""

LOOKED_AT: Final = 200
"""So many keys of other tools are looked at for slips; nobody has more."""

# Words that other tools have at the top, for all that they look like ours.
_THEIRS = frozenset(("answered", "plane", "plans", "preview", "projects", "reviewed", "reviewer", "reviews"))
_LONG = 10
# What stands under one of ours, and means nothing at the top; `title`, `date` and the like are other tools' too.
_BELONGS: Final = {
    **dict.fromkeys(("claims", "intends", "unit", "off-the-table", "made-up", "coded-from"), "project"),
    "view": "respondent",
}
_NEEDED = {
    "project": "write 'project:' and, indented below it, 'unit: ...' and 'claims: ...'",
    "answers": "write 'answers:' and the answers indented below it, or name their file, as in 'answers: answers.yaml'",
}


def note_whole(record: dict[str, Field], top: Field) -> None:
    """C001 at the top of the charter for a part that it lacks, and at its key for one that is empty."""
    for name, advice in _NEEDED.items():
        field = record[name]
        if field.key is None:
            top.note("C001", f"the charter lacks '{name}'; {advice}")
        elif field.blank:
            top.note("C001", f"'{name}' is empty; {advice}", field.key_at)


def note_slips(top: Field) -> None:
    """D022 for a key that is nearly one of ours, or belongs under one: what was meant for the check must not pass it by."""
    others = [field for field in top.entries() if field.key is not None and field.key.value not in OURS]
    _note_misplaced(others)
    for field in others[:LOOKED_AT]:
        name = field.key.value if field.key is not None else ""
        if isinstance(name, str) and _is_nearly_ours(name):
            top.origin.faults.note_no_such("D022", name, Known("key", OURS, "here stand"), field.key_at)


def _note_misplaced(others: list[Field]) -> None:
    """D022 for each key that was to stand under `project` or `respondent`."""
    for field in others:
        name = field.key.value if field.key is not None else ""
        under = _BELONGS.get(_spelt_alike(name)) if isinstance(name, str) else None
        if under is not None:
            message = f"{field.name} means nothing here; move it under '{under}', and indent it there"
            field.note("D022", message, field.key_at)


def _spelt_alike(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(" ", "-")


def _is_nearly_ours(name: str) -> bool:
    word = _spelt_alike(name)
    if word in _THEIRS:
        return False
    return any(
        _slips(word, ours) <= 1 + (len(ours) >= _LONG) for ours in OURS if abs(len(word) - len(ours)) < 3
    )


def _slips(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or swapped with their neighbour, at least."""
    above, row = list[int](), list(range(len(other) + 1))
    for down, letter in enumerate(one, 1):
        higher, above, row = above, row, [down]
        for across, wanted in enumerate(other, 1):
            best = min(above[across] + 1, row[-1] + 1, above[across - 1] + (letter != wanted))
            if down > 1 < across and letter == other[across - 2] and one[down - 2] == wanted:
                best = min(best, higher[across - 2] + 1)
            row.append(best)
    return row[-1]
