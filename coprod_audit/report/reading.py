"""What a template reads: the names that it speaks of, so that nobody makes what it does not print."""

from jinja2 import nodes

Reads = tuple[frozenset[str], tuple[str, ...] | None]
"""The names that a template speaks of, and the templates that it includes; None where those are not said outright."""


def reads(template: nodes.Template) -> Reads:
    """What a template reads, and perhaps a name or two that it only sets itself."""
    names = frozenset(name.name for name in template.find_all(nodes.Name))
    kinds = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
    others = [one.template for kind in kinds for one in template.find_all(kind)]  # type: ignore[attr-defined]
    said = tuple([one.value for one in others if isinstance(one, nodes.Const) and isinstance(one.value, str)])
    return names, said if len(said) == len(others) else None
