"""How a command shows its usage line."""

from typing import Any

from typer.core import TyperCommand


class Plainly(TyperCommand):
    """A command whose usage line names what has to be given as it is, not in the braces that typer sets round it."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The pieces of the usage line."""
        return [piece.removeprefix("{").removesuffix("}") for piece in super().collect_usage_pieces(ctx)]
