"""A template of one's own that cannot be used, and the limits that it is held to; the catalogue explains the codes."""

SECONDS = 5
MEGABYTES = 256
LONGEST_OUTPUT = 10_000_000
LONGEST_TEMPLATE = 1_000_000


class TemplateError(Exception):
    """A template cannot be used; `name` says which of its folder, where that is known, and `line` where in it."""

    def __init__(self, code: str, message: str, name: str = "", line: int = 1) -> None:
        super().__init__(message)
        self.code, self.message, self.name, self.line = code, message, name, line
