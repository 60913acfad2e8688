"""Versions of questionnaires, and which of two comes later."""

import re


def later(version: str, than: str) -> bool:
    """Whether a version comes after another: by its numbers, so that 1.10 is later than 1.9 and 1.0 not than 1."""
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(number) for number in re.findall("[0-9]{1,40}", version)]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
