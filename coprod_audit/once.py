"""What is made once: for each of a few large values, kept while they are in use, or as a part of many results."""

from collections.abc import Callable
from functools import lru_cache
from operator import is_
from typing import Any, NoReturn, ParamSpec, TypeVar

_Values = ParamSpec("_Values")
_Made = TypeVar("_Made")


class Kept(dict[str, Any]):
    """Data that are made once and stand in many results, so that nobody may change them: raises TypeError if one does."""

    __slots__ = ()

    def _refused(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("these data stand in other results too; change a copy of them")

    __setitem__ = __delitem__ = __ior__ = _refused
    clear = pop = popitem = setdefault = update = _refused


class _Same:
    """Values as the key of a cache, equal only to themselves: hashing a questionnaire costs more than judging."""

    __slots__ = ("values",)

    def __init__(self, values: tuple[Any, ...]) -> None:
        self.values = values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and all(map(is_, self.values, other.values))

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.values)))


def made_once(make: Callable[_Values, _Made], most: int = 8) -> Callable[_Values, _Made]:
    """Make something once for each value, or several together (by identity), and keep what was made for the last `most`.

    Threads that ask at the same moment may each make it, and one is as good as the other. Where what is made goes
    on remembering, its maker says so.
    """
    kept: Callable[[_Same], _Made] = lru_cache(maxsize=most)(lambda key: make(*key.values))  # type: ignore[call-arg]

    def made(*values: _Values.args, **_: _Values.kwargs) -> _Made:
        return kept(_Same(values))

    return made
