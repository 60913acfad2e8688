"""Whether a text is an older one of ours in a format, so that a newer one may take its place."""

import re
from collections.abc import Mapping
from typing import Final

LOOKED_AT: Final = 100_000
"""How many characters of a file are enough to tell."""

_HOLDS: Final[Mapping[str, str]] = {
    "text": r"(?s).*^[\d,]+ charters?: [^\n]*\n\Z",
    "json": r'\{\n  "coprod-audit": "check/1",\n',
    "github": r"(?s)\Z|::(?:error|warning|notice) [^\n]*::.*\Z",
    "summary": r"## Charters\n",
    "gitlab": r'\[\]\n\Z|\[\n  \{\n    "description": "C[0-9]{3} ',
    "sarif": r'(?s)\{\n  "\$schema": .{1,400}"driver": \{\n\s+"name": "coprod-audit",',
    "junit": r'(?s)<\?xml .{1,200}<testsuite [^>]*package="coprod-audit"',
    "rdjsonl": r'\{"message": .*"source": \{"name": "coprod-audit"\}',
}


def is_older(name: str, text: str) -> bool:
    """Whether the beginning of a file is that of an older output of this format; an empty file may be of any."""
    return not text or re.match(_HOLDS[name], text, re.MULTILINE) is not None
