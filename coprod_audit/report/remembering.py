"""What a loop of ours prints of data that stand in many results is written once.

In a batch the same answer to the same question is printed again and again. Where the inside of a loop is *plain* (it
prints, tests and loops, and nothing else), what it prints follows from what it loops over and from the few values
that it reads besides. So the syntax tree of a template is changed as if it had been written

    {% for answer in answers %}
    {% with before = answer|written %}{% if before %}{{ before }}{% else %}...{% endif %}{% endwith %}
    {% endfor %}

and the text is kept with the data themselves (`once.Kept`), as long as these are. Other data are printed as ever. The
templates stay what people read; what they print is the same.
"""

from collections.abc import Iterator
from itertools import count

from jinja2 import nodes
from jinja2.environment import Environment

from coprod_audit.once import Kept

_PLAIN = (
    nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Name, nodes.Getattr, nodes.Filter, nodes.Const,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
)  # fmt: skip


class Written(str):
    """Text that is already written for its place; everything else is escaped on its way out."""

    __slots__ = ()


WRITTEN, KEEP = " written", " keep"
"""The names of two filters. The blank keeps templates from asking for them."""

_BEFORE = "written_before_"

_SIMPLE = frozenset((str, int, bool, type(None)))


def written(value: object, part: int, *besides: object) -> Written | None:
    """What the part came to when it printed this before, with the same values besides; None where it did not."""
    if type(value) is not Kept or (key := _key(part, besides)) is None:
        return None
    found = value.written.get(key)
    return found if type(found) is Written else None


def keep(text: str, value: object, part: int, *besides: object) -> str:
    """Return the text, which is what the part came to, and keep it with what it printed."""
    if type(value) is Kept and (key := _key(part, besides)) is not None:
        value.written[key] = Written(text)
    return text


def _key(part: int, besides: tuple[object, ...]) -> object:
    """What a text is kept by; None where it hangs on something that can change. True and 1 are not printed alike."""
    if not besides:
        return part
    kinds = tuple(map(type, besides))
    return (part, besides, kinds) if _SIMPLE.issuperset(kinds) else None


_NUMBERS = count(1)
"""No two loops of a process have the same: data may be printed by several templates."""


def mark(template: nodes.Template, environment: Environment) -> nodes.Template:
    """Change the plain loops of a template so that they remember, and return it."""
    for loop in [*template.find_all(nodes.For)]:
        if isinstance(loop.target, nodes.Name) and not loop.recursive and _is_plain(loop):
            besides = [*{repr(one): one for one in _besides(loop.body, {loop.target.name})}.values()]
            inside = _remembering(loop, loop.target, next(_NUMBERS), besides)
            loop.body = [inside.set_environment(environment)]
    return template


def _is_plain(loop: nodes.For) -> bool:
    return all(isinstance(node, _PLAIN) for part in loop.body for node in (part, *part.find_all(nodes.Node)))


def _besides(body: list[nodes.Node], own: set[str]) -> Iterator[nodes.Expr]:
    """What is read there but the names that are its own: a name, or the whole of `project.title`."""
    for node in body:
        if isinstance(node, nodes.For):
            yield from _besides([node.iter], own)
            inside = {
                *own,
                "loop",
                *(
                    name.name
                    for name in (node.target, *node.target.find_all(nodes.Name))
                    if isinstance(name, nodes.Name)
                ),
            }
            yield from _besides([*node.body, *node.else_, *([node.test] if node.test else [])], inside)
        elif isinstance(node, nodes.Name | nodes.Getattr):
            root: nodes.Node = node
            while isinstance(root, nodes.Getattr):
                root = root.node
            if not isinstance(root, nodes.Name):
                yield from _besides([root], own)
            elif root.name not in own:
                yield node
        else:
            yield from _besides([*node.iter_child_nodes()], own)


def _remembering(loop: nodes.For, target: nodes.Name, part: int, besides: list[nodes.Expr]) -> nodes.With:
    """The inside of a loop as it would be written by hand."""
    at = {"lineno": loop.lineno}

    def name(called: str, context: str = "load") -> nodes.Name:
        return nodes.Name(called, context, **at)

    read = [nodes.Const(part, **at), *besides]
    before = nodes.Filter(name(target.name), WRITTEN, read, [], None, None, **at)
    keeping = nodes.Filter(None, KEEP, [name(target.name), *read], [], None, None, **at)
    again, anew = nodes.Output([name(_BEFORE)], **at), nodes.FilterBlock(loop.body, keeping, **at)
    return nodes.With(
        [name(_BEFORE, "param")], [before], [nodes.If(name(_BEFORE), [again], [], [anew], **at)], **at
    )
