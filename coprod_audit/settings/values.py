"""What a check can be told: the settings, and one table that says where each is given and how it is read."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from coprod_audit import globs
from coprod_audit.answer_sheet import is_day
from coprod_audit.checked import LEVELS, FailOn, Level
from coprod_audit.faults import no_such, quoted
from coprod_audit.spans import Span
from coprod_audit.waivers import Written

NONE: Final = "none"
"""What is written to take back a setting that a file makes: no limit, no lowest rung, no baseline."""

FAIL_ON: Final[tuple[FailOn, ...]] = ("error", "warning", "note", "never")

Shape = Literal["text", "texts", "number", "yes", "levels", "words", "waivers"]
"""What a file holds for a setting: a text, a list, a number, true or false; levels by code, words by section, waivers."""


class Settings(NamedTuple):
    """What a check is told, with what holds where nobody says anything. "" stands for none, and so does None.

    `today` is "" until somebody asks the clock. `output` are words such as `text` and `sarif=out.sarif`, `severity`
    levels by the code of a rule, `sections` further words by section, and `waivers` those of the file, as written.
    """

    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    questionnaire: str = "coprod-ladder"
    fail_on: FailOn = "error"
    min_rung: str = ""
    evidence_from: str = "co-design"
    max_age: int | None = 365
    no_regress_from: str = ""
    rules_from: str = ""
    baseline: str = ""
    strict_baseline: bool = False
    today: str = ""
    output: tuple[str, ...] = ()
    severity: Mapping[str, Level] = MappingProxyType({})
    sections: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    waivers: tuple[Written, ...] = ()


class Given(NamedTuple):
    """What a file says: values by the name of the setting, and where each stands."""

    path: str
    values: Mapping[str, object]
    places: Mapping[str, Span]


class Option(NamedTuple):
    """How one setting is given. Where `key`, `variable` or `flag` is "", it is not given that way.

    `read` takes one text and hands back its value, or raises ValueError with a sentence. `takes` is what help calls
    that text; "" where the flag alone says yes. `cut` divides the variable of a setting that is a list, and the flag of such a
    one is given several times. A `guarded` text of a file may not name a place outside the folder of that file.
    """

    field: str
    help: str
    shape: Shape = "text"
    takes: str = ""
    read: Callable[[str], object] = str
    key: str = ""
    variable: str = ""
    flag: str = ""
    cut: str = r"[\r\n]+"
    guarded: bool = False

    @property
    def many(self) -> bool:
        """Whether the setting is a list of texts."""
        return self.shape == "texts"


def _or_none(text: str) -> str:
    return "" if text == NONE else text


def _level(text: str) -> str:
    if text not in FAIL_ON:
        raise ValueError(no_such("level", text, FAIL_ON, "there are"))
    return text


def grade(text: str) -> Level:
    """A level of findings. Raises ValueError with a sentence for any other text."""
    for level in LEVELS:
        if text == level:
            return level
    raise ValueError(no_such("level", text, LEVELS, "there are"))


def _days(text: str) -> int | None:
    if text == NONE:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise ValueError(
            f"{quoted(text)} is not a whole number of days; write one, such as 365, or '{NONE}' for no limit"
        )
    return int(text)


def _day(text: str) -> str:
    if not is_day(text):
        raise ValueError(f"{quoted(text)} is not a day; write it as in 2026-05-12")
    return text


def _pattern(text: str) -> str:
    if len(text) > globs.LONGEST:
        raise ValueError(
            f"a pattern of {len(text):,} characters; at most {globs.LONGEST} are read, so shorten it"
        )
    return text


_YES: Final = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def _yes(text: str) -> bool:
    if text.lower() not in _YES:
        raise ValueError(f"{quoted(text)} is neither 'yes' nor 'no'; write one of them")
    return _YES[text.lower()]


def _everywhere(option: Option) -> Option:
    """The option with its key, variable and flag after the name of the setting."""
    key = option.field.replace("_", "-")
    return option._replace(key=key, variable=f"COPROD_AUDIT_{option.field.upper()}", flag=f"--{key}")


OPTIONS: Final = (
    _everywhere(
        Option(
            "paths",
            "the charters, or folders in which they are looked for",
            shape="texts",
            takes="PATH",
            guarded=True,
        )
    )._replace(flag="PATH"),
    Option(
        "exclude",
        "patterns of paths that are left out of folders; * stays within a folder, ** goes across",
        shape="texts",
        read=_pattern,
        key="exclude",
    ),
    _everywhere(
        Option(
            "questionnaire",
            "the questionnaire by which charters are judged that name none",
            takes="NAME|PATH",
            guarded=True,
        )
    ),
    _everywhere(
        Option("min_rung", "the rung that the facts must show at least", takes="RUNG", read=_or_none)
    ),
    _everywhere(
        Option(
            "fail_on",
            "from which severity on a finding makes the check fail",
            takes="|".join(FAIL_ON),
            read=_level,
        )
    ),
    _everywhere(
        Option(
            "no_regress_from",
            "a commit, branch or file below whose rung no charter may fall",
            takes="REF|FILE",
            read=_or_none,
            guarded=True,
        )
    ),
    _everywhere(
        Option(
            "rules_from",
            "the commit or branch from which configuration, waivers, baseline and questionnaire are taken",
            takes="REF",
            read=_or_none,
        )
    )._replace(key=""),
    _everywhere(
        Option("baseline", "the file of what is known already", takes="FILE", read=_or_none, guarded=True)
    ),
    _everywhere(
        Option(
            "strict_baseline",
            "an entry of the baseline that is no longer needed is an error",
            "yes",
            read=_yes,
        )
    ),
    _everywhere(
        Option("max_age", "after how many days answers count as old", "number", takes="DAYS", read=_days)
    ),
    _everywhere(
        Option(
            "evidence_from",
            "the rung from which on decisive answers need evidence",
            takes="RUNG",
            read=_or_none,
        )
    ),
    _everywhere(
        Option("today", "the day to take as today, else the clock is asked", takes="DATE", read=_day)
    )._replace(key=""),
    _everywhere(
        Option(
            "output", "a format, and the file to write it to", "texts", takes="FORMAT[=PATH]", cut=r"[,\s]+"
        )
    ),
    Option("severity", "for codes of rules another severity", "levels", key="severity"),
    Option("sections", "for sections of the prose further words in headings", "words", key="sections"),
    Option("waivers", "findings that are let through for a time", "waivers", key="waivers"),
)
"""Every setting, in the order of help. What judges a pull request is not for its files to say: hence no key for
`rules_from` and `today`."""

BY_KEY: Final = {option.key: option for option in OPTIONS if option.key}
