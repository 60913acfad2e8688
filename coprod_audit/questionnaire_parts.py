"""The files of a questionnaire put together: lists of the same key are joined, everything else stands in one of them."""

from collections.abc import Sequence

from coprod_audit.fields import Field

_NEEDED = ("id", "version", "title")
_SINGLE = (*_NEEDED, "language", "licence", "about", "below", "work", "community-led")
_NEEDED_LISTS = ("ladder", "sections", "questions", "criteria")
_LISTS = (
    *_NEEDED_LISTS,
    "sources",
    "definitions",
    "alarms",
    "recommendations",
    "stories",
    "lenses",
    "disagreements",
)


class Parts:
    """The top keys of all files, put together. Q025 for what stands twice or not at all."""

    def __init__(self, tops: Sequence[Field]) -> None:
        self.single: dict[str, Field] = {}
        self.lists: dict[str, list[Field]] = {key: [] for key in _LISTS}
        for top in tops:
            record = top.mapping(optional=("coprod-audit", *_SINGLE, *_LISTS))
            for key in _SINGLE:
                self._once(key, record[key])
            for key in _LISTS:
                self.lists[key] += record[key].items()
        self.first = tops[0]
        for key in (*_NEEDED, "below"):
            if key not in self.single:
                self.first.note(
                    "Q025", f"the questionnaire lacks '{key}'; write '{key}: ...' in one of its files"
                )
        for key in _NEEDED_LISTS:
            if not self.lists[key]:
                self.first.note(
                    "Q025", f"the questionnaire has no {key}; write '{key}:' with a list under it"
                )

    def _once(self, key: str, field: Field) -> None:
        if field.value is None:
            return
        if key in self.single:
            first = self.single[key].key_at
            message = f"'{key}' stands in {first.path}, line {first.line}, already; keep one"
            field.note("Q025", message, field.key_at)
        self.single.setdefault(key, field)

    def field(self, key: str) -> Field:
        """What stands under a key that stands once, or a blank field."""
        return self.single.get(key) or Field(None, None, self.first.origin)
