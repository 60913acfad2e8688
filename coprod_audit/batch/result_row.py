"""One response as a line of `results.jsonl`: `result-row/1`.

A line says what `Short` says, in ids of the questionnaire, with what is said of the project and where the response
stands. Notes and people's names are never in it.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from json.encoder import encode_basestring

from coprod_audit.responses import Response, Short

FORMAT = "result-row/1"


def line(response: Response, short: Short) -> str:
    """The response and what was judged, as one line of JSON with a line feed."""
    return (
        f'{_BEGINNING}{_text(response.file)},"row":{response.row},"project":{_texts(response.project)},'
        f"{_stands(response[3:7], short[:3])},"
        f'"rows":{{{_BETWEEN.join(map(_answer, short.rows))}}},"alarms":{_ids(short.alarms)},'
        f'"missing_treads":{_ids(short.missing_treads)},"unknown":{_ids(short.unknown)},'
        f'"recommendations":{_ids(short.recommendations)}}}\n'
    )


_BEGINNING = f'{{"coprod-audit":"{FORMAT}","file":'
_BETWEEN = ","


def _texts(texts: Mapping[str, str]) -> str:
    return (
        f"{{{_BETWEEN.join([f'{_text(name)}:{encode_basestring(text)}' for name, text in texts.items()])}}}"
    )


@lru_cache(maxsize=256)
def _text(text: str) -> str:
    """A text that comes again and again: the name of a file, or of a field."""
    return encode_basestring(text)


@lru_cache(maxsize=4_096)
def _stands(said: tuple[str, bool | None, str | None, str | None], stood: tuple[str | None, str, str]) -> str:
    """Who answered and what is claimed and intended; the rung, the lowest place and the highest."""
    (view, people, claims, intends), (rung, lowest, highest) = said, stood
    took_part = "null" if people is None else "true" if people else "false"
    return (
        f'"view":{encode_basestring(view)},"people":{took_part},"claims":{_id(claims)},"intends":{_id(intends)},'
        f'"rung":{_id(rung)},"lowest":{_id(lowest)},"highest":{_id(highest)}'
    )


def _id(name: str | None) -> str:
    return "null" if name is None else f'"{name}"'


def _ids(names: Iterable[str]) -> str:
    """Ids as a list: they are small letters, digits, hyphens and dots, with nothing to escape."""
    joined = '","'.join(names)
    return f'["{joined}"]' if joined else "[]"


@lru_cache(maxsize=4_096)
def _answer(row: tuple[str, str]) -> str:
    fact, choice = row
    return f'"{fact}":"{choice}"'
