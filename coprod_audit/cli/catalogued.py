"""The catalogue of codes as text for people."""

import textwrap

from coprod_audit.catalogue import CATALOGUE
from coprod_audit.errors import UsageError
from coprod_audit.escapes import show
from coprod_audit.faults import nearest

_WIDTH = 80


def page(code: str) -> str:
    """What one code means. Raises UsageError where there is none of that name."""
    codes = {entry.code: entry for entry in CATALOGUE}
    code = code[:1].upper() + code[1:].rjust(3, "0") if code[1:].isdecimal() else code.upper()
    found = codes.get(code)
    if found is None:
        close = nearest(code, tuple(codes))
        advice = f"did you mean {close}?" if close else "see them all: coprod-audit explain"
        raise UsageError(f"there is no code '{show(code)}'; {advice}")
    return f"{found.code}: {found.title}\n\n{textwrap.fill(found.text, _WIDTH)}\n"


def contents() -> str:
    """Every code with its title, a line each."""
    return "".join(f"{entry.code}  {entry.title}\n" for entry in CATALOGUE)
