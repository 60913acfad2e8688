"""What flags, environment and file come to together, and where each setting comes from."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from coprod_audit.errors import CoprodAuditError, InputError, UsageError
from coprod_audit.faults import quoted
from coprod_audit.findings import Finding
from coprod_audit.settings.values import NONE, OPTIONS, Given, Option, Settings
from coprod_audit.spans import Span

USUAL: Final = "default"
CLOCK: Final = "the clock"
EPOCH: Final = "SOURCE_DATE_EPOCH"
"""What builds that are to come out the same each time set to seconds since 1970; it is taken where no day is given."""


class Settled(NamedTuple):
    """Settings, and by name where each comes from: a flag, a variable, a file with its line, or "default".

    `places` tells for those of a file where they stand.
    """

    settings: Settings
    origins: Mapping[str, str]
    places: Mapping[str, Span]

    def on(self, day: str) -> "Settled":
        """The same with a day for today where nobody gave one."""
        if self.settings.today:
            return self
        return self._replace(settings=self.settings._replace(today=day))

    def refusal(self, field: str, sentence: str) -> CoprodAuditError:
        """What to raise where a value turns out to mean nothing, such as a rung that the questionnaire does not have."""
        if field in self.places:
            return InputError((Finding("G006", sentence, self.places[field].location),))
        return UsageError(f"{self.origins[field]}: {sentence}")


def settle(flags: Mapping[str, object], environment: Mapping[str, str], given: Given | None) -> Settled:
    """The settings: flags over environment over file over what is usual. Raises `UsageError` for one that cannot be read.

    Flags come by the name of their setting, as texts, lists of texts, or True; None, False and an empty list say
    nothing. Neither does a variable that is empty.
    """
    values: dict[str, Any] = {}
    origins = {}
    places = {}
    for option in OPTIONS:
        field = option.field
        origins[field] = USUAL
        if flags.get(field):
            values[field] = _flag(option, flags[field])
            origins[field] = option.flag
        elif environment.get(option.variable, "").strip():
            values[field] = _variable(option, environment[option.variable])
            origins[field] = option.variable
        elif given is not None and field in given.values:
            values[field] = given.values[field]
            places[field] = given.places[field]
            origins[field] = f"{given.path}:{places[field].line}"
    if "today" not in values:
        values["today"], origins["today"] = _from_epoch(environment)
    return Settled(Settings(**values), origins, places)


def _flag(option: Option, value: object) -> object:
    if isinstance(value, str):
        return _read(option, value, option.flag)
    if isinstance(value, Sequence):
        return tuple([_read(option, text, option.flag) for text in value])
    return value


def _variable(option: Option, text: str) -> object:
    name = option.variable
    if option.many:
        return tuple(
            [_read(option, part.strip(), name) for part in re.split(option.cut, text) if part.strip()]
        )
    return _read(option, text.strip(), name)


def _read(option: Option, text: str, name: str) -> object:
    if not text.strip():
        raise UsageError(f"{name}: an empty text; write {option.takes}, or leave it out")
    try:
        return option.read(text)
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from None


def _from_epoch(environment: Mapping[str, str]) -> tuple[str, str]:
    """The day and where it comes from; "" where the clock is to be asked."""
    text = environment.get(EPOCH, "").strip()
    if not text:
        return "", CLOCK
    if not re.fullmatch(r"[0-9]{1,11}", text):
        raise UsageError(
            f"{EPOCH}: {quoted(text)} is not a number of seconds since 1970; correct it, or give --today"
        )
    from datetime import UTC, datetime

    return datetime.fromtimestamp(int(text), UTC).date().isoformat(), EPOCH


def shown(settled: Settled) -> str:
    """All settings with their origins, a line each, as a configuration would say them; as remarks those that none can say."""
    from coprod_audit.escapes import show

    lines = [
        (
            f"{'' if option.key else '# '}{option.field.replace('_', '-')} = {_told(getattr(settled.settings, option.field))}",
            option.field,
        )
        for option in OPTIONS
    ]
    return "".join([f"{line}  # {show(settled.origins[field])}\n" for line, field in lines])


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return _table(value)
    if isinstance(value, tuple):
        return f"[{', '.join([_told(getattr(one, 'said', one)) for one in value])}]"
    return _text(value or NONE)


def _table(value: Mapping[str, Any]) -> str:
    return f"{{{', '.join([f'{_key(key)} = {_told(one)}' for key, one in value.items()])}}}"


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _text(key)


def _text(text: str) -> str:
    import json

    from coprod_audit.escapes import show

    return show(json.dumps(text, ensure_ascii=False))
