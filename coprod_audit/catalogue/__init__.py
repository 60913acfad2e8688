"""Every code that the program can report: what it means, why it is a fault, and how to put it right.

Codes are stable: one that is no longer used stays out of use. Each family has a module, as text: a line that
begins with a code gives its title, the lines under it the page that `coprod-audit explain CODE` prints.
"""

import re
from typing import Final, NamedTuple

from coprod_audit.catalogue.answers import ANSWERS
from coprod_audit.catalogue.charters import CHARTERS
from coprod_audit.catalogue.files import DOCUMENTS, FILES
from coprod_audit.catalogue.maps import MAPS
from coprod_audit.catalogue.questionnaires import QUESTIONNAIRES
from coprod_audit.catalogue.settings import SETTINGS
from coprod_audit.catalogue.tables import TABLES
from coprod_audit.catalogue.templates import TEMPLATES


class Entry(NamedTuple):
    """One code with its page."""

    code: str
    title: str
    text: str


_ENTRY = re.compile(r"^([A-Z][0-9]{3}) (.+)\n((?:  .*\n)+)", re.MULTILINE)


def _entries(*families: str) -> tuple[Entry, ...]:
    found = [entry for family in families for entry in _ENTRY.findall(family)]
    return tuple([Entry(code, title, " ".join(text.split())) for code, title, text in found])


CATALOGUE: Final = _entries(
    DOCUMENTS, QUESTIONNAIRES, ANSWERS, TEMPLATES, FILES, TABLES, MAPS, CHARTERS, SETTINGS
)
"""All entries, by family and number."""
