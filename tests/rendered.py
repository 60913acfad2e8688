"""Markdown as a reader sees it: what stands where, and in which elements. Tests of outputs read with this."""

from html.parser import HTMLParser
from typing import NamedTuple

from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


class Page(NamedTuple):
    """The elements in order, their attributes, the comments, and the text with blanks made even."""

    elements: tuple[str, ...]
    attributes: tuple[tuple[str, str, str], ...]
    comments: tuple[str, ...]
    text: str

    @property
    def shape(self) -> tuple[str, ...]:
        """Headings and tables, their rows and cells: what a text from outside may never change."""
        return tuple(
            e for e in self.elements if e in {"h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td", "th"}
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.comments: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.text.append(" " if tag in {"br", "p", "li", "td", "th", "h1", "h2", "h3"} else "")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data.strip())

    def handle_decl(self, decl: str) -> None:
        self.elements.append(f"!{decl}")

    def unknown_decl(self, data: str) -> None:
        self.elements.append(f"!{data}")

    def handle_pi(self, data: str) -> None:
        self.elements.append(f"?{data}")


def read(markdown: str) -> Page:
    reader = _Reader()
    reader.feed(_MARKDOWN.render(markdown))
    reader.close()
    return Page(
        tuple(reader.elements), tuple(reader.attributes), tuple(reader.comments), even("".join(reader.text))
    )


def even(text: str) -> str:
    """The text with every run of blanks as one."""
    return " ".join(text.split())
