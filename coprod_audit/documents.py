"""YAML in, fields out: what is plain is read line by line, and everything else by PyYAML, which takes longer to load."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from coprod_audit.faults import Origin
from coprod_audit.fields import Field
from coprod_audit.findings import Location
from coprod_audit.guard import Limits, decoded
from coprod_audit.plain_fields import plain_fields


def read(data: bytes, origin: Origin, limits: Limits, parser: Callable[[str], Any] | None = None) -> Field:
    """The top field of a file, with the faults noted in `origin`; a blank field where nothing can be read.

    With a parser of PyYAML nothing is read in the short way, which comes to the same (property test).
    """
    text = decoded(data, origin, limits)
    if text is None:
        return Field(None, None, origin)
    if not text.strip(" \n"):
        origin.faults.note("D015", "the file is empty", Location(origin.path))
        origin.faults.fatal = True
        return Field(None, None, origin)
    with no_collecting():
        plain = None if parser else plain_fields(text, origin, limits)
        if plain is not None:
            return plain
        from coprod_audit import composing

        return composing.composed(text, origin, limits, parser or composing.PARSER)


@contextmanager
def no_collecting() -> Iterator[None]:
    """Keep the garbage collector out while many small values are made: it would walk them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
