"""One response as a line of `results.jsonl`: `result-row/1`.

A line says what `Short` says, in ids of the questionnaire, with what is said of the project and where the response
stands. Notes and people's names are never in it.
"""

from collections.abc import Mapping
from functools import lru_cache
from json.encoder import encode_basestring

from coprod_audit.responses import Response, Short

FORMAT = "result-row/1"

_LISTS = 100_000
"""How many lists of ids are remembered as text: most responses have one that another had before."""


def line(response: Response, short: Short) -> str:
    """The response and what was judged, as one line of JSON with a line feed."""
    return (
        f'{{"coprod-audit":"{FORMAT}","file":{encode_basestring(response.file)},"row":{response.row},'
        f'"project":{_texts(response.project)},"view":{encode_basestring(response.view)},'
        f'"people":{_yes_or_no(response.people)},"claims":{_id(response.claims)},"intends":{_id(response.intends)},'
        f'"rung":{_id(short.rung)},"lowest":{_id(short.lowest)},"highest":{_id(short.highest)},'
        f'"rows":{_rows(short.rows)},"alarms":{_ids(short.alarms)},"missing_treads":{_ids(short.missing_treads)},'
        f'"unknown":{_ids(short.unknown)},"recommendations":{_ids(short.recommendations)}}}\n'
    )


def _texts(texts: Mapping[str, str]) -> str:
    return f"{{{','.join([f'{encode_basestring(name)}:{encode_basestring(text)}' for name, text in texts.items()])}}}"


def _yes_or_no(said: bool | None) -> str:
    return "null" if said is None else "true" if said else "false"


def _id(name: str | None) -> str:
    return "null" if name is None else encode_basestring(name)


@lru_cache(maxsize=_LISTS)
def _ids(names: tuple[str, ...]) -> str:
    return f"[{','.join(map(encode_basestring, names))}]"


@lru_cache(maxsize=_LISTS)
def _rows(rows: tuple[tuple[str, str], ...]) -> str:
    return _texts(dict(rows))
