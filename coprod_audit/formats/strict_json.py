"""JSON as strict readers take it and as people can look at it."""

import json
import re
from typing import Final

# DEL and C1 controls, line separators, marks that turn the order of letters round, half characters: JSON allows them
# as they are, but a terminal obeys some, and half a character cannot be written as UTF-8.
_HIDDEN: Final = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def as_json(data: object, *, indent: int | None = 2) -> str:
    r"""The data as JSON on several lines, or on one where `indent` is None; without a line break at the end.

    Hidden characters stand as `\u202e`, which reads back as the same text. Raises ValueError for what is no number.
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
