"""The command line of `check`, defined once: `coprod-audit check` and `coprod-audit-check` read their words here.

It is argparse's, because importing typer costs more than checking a charter. The flags that settle something come from
`settings.values.OPTIONS`, so that each setting is described in one place.
"""

import argparse
import os
from collections.abc import Sequence
from typing import Any, Final, NamedTuple, NoReturn

from coprod_audit.errors import UsageError
from coprod_audit.settings.values import OPTIONS, Option

EXTRAS: Final = ("config", "pre-commit", "workflow", "gitlab")
"""What `--init` writes besides the charter, where it is asked to."""

_EPILOG = """exit codes: 0 nothing at or above --fail-on was found, 1 something was, 2 the work could not be done

`coprod-audit explain C003` tells more of a code. The guide is docs/check.md."""


class Asked(NamedTuple):
    """What was asked for. `flags` are the settings that were given, by their names in `Settings`."""

    flags: dict[str, object]
    config: str | None = None
    no_config: bool = False
    write_baseline: bool = False
    accept_new_debt: bool = False
    force: bool = False
    limits: tuple[str, ...] = ()
    list: bool = False
    show_config: bool = False
    init: str | None = None
    extras: tuple[str, ...] = ()


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal; argparse's own way of asking for that imports a dozen modules at every call."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=max(_columns() - 2, 30))


def _columns() -> int:
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size().columns
    except (OSError, ValueError):
        return 80


class _Parser(argparse.ArgumentParser):
    """Raises instead of printing: there is one place where complaints are made."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; '{self.prog} --help' tells more")

    def _refuse_empty(self, words: Sequence[str]) -> None:
        """Refuse an option without a value: a variable of the shell that nobody set must not take rules away."""
        for word, after in zip(words, [*words[1:], None], strict=True):
            if word == "--":
                return
            name, equals, value = word.partition("=")
            action = self._option_string_actions.get(name)
            if action is None or action.nargs == 0:
                continue
            if (equals and value in {"", "--"}) or (not equals and after in {"", "--"}):
                raise UsageError(f"{name} has no value; write {name} {action.metavar}, or leave it out")

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does it, with a word for what is no option, and the nearest that is."""
        self._refuse_empty(args)
        given, unknown = self.parse_known_args(args, namespace)
        if unknown:
            from coprod_audit.faults import no_such

            flags = sorted(flag for flag in self._option_string_actions if flag.startswith("--"))
            raise UsageError(no_such("option", unknown[0].partition("=")[0], flags, "there are"))
        return given


def asked(arguments: Sequence[str], program: str = "coprod-audit check") -> Asked:
    """What a command line asks for. Raises UsageError for one that cannot be read, SystemExit once help is printed."""
    given = vars(_parser(program).parse_args(list(arguments)))
    settled = {option.field for option in OPTIONS}
    flags = {name: value for name, value in given.items() if name in settled and value not in (None, [])}
    rest: dict[str, Any] = {name: value for name, value in given.items() if name not in settled}
    extras = tuple(word for words in rest.pop("with_") or () for word in _extras(words))
    if extras and rest["init"] is None:
        raise UsageError("--with goes with --init; write '--init docs/charter.md --with config'")
    return Asked(flags=flags, extras=extras, limits=tuple(rest.pop("limit") or ()), **rest)


def _extras(words: str) -> list[str]:
    found = [word.strip() for word in words.split(",") if word.strip()]
    for word in found:
        if word not in EXTRAS:
            from coprod_audit.faults import no_such

            raise UsageError(no_such("extra", word, EXTRAS, "there are"))
    return found


def _parser(program: str) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=program,
        description="Check that project charters carry what they claim.",
        epilog=_EPILOG,
        formatter_class=_Help,
        allow_abbrev=False,
    )
    for option in OPTIONS:
        if option.flag:
            _add(parser, option)
    _add_what_to_do(parser)
    return parser


def _add_what_to_do(parser: argparse.ArgumentParser) -> None:
    """The flags that settle nothing: which configuration is read, what is written, and what is done instead of a check."""
    add = parser.add_argument
    add("--config", metavar="FILE", help="read this configuration and look for no other")
    add("--no-config", action="store_true", help="read no configuration")
    add(
        "--write-baseline",
        action="store_true",
        help="write down what is found; of an old baseline, take out what is mended",
    )
    add(
        "--accept-new-debt",
        action="store_true",
        help="with --write-baseline: take in what the old one did not know",
    )
    add("--force", action="store_true", help="let --output replace a file that coprod-audit did not write")
    add(
        "--limit",
        action="append",
        metavar="NAME=NUMBER",
        help="raise a limit on what is read, such as bytes=2000000",
    )
    add("--list", action="store_true", help="list the rules and stop")
    add("--show-config", action="store_true", help="say each setting with where it comes from, and stop")
    add("--init", metavar="PATH", help="write a charter to begin with, and stop")
    add(
        "--with",
        dest="with_",
        action="append",
        metavar="WHAT",
        help=f"with --init, write these too: {', '.join(EXTRAS)}",
    )


def _add(parser: argparse.ArgumentParser, option: Option) -> None:
    name, help_ = option.flag, option.help.replace("%", "%%")
    if not name.startswith("-"):
        parser.add_argument(option.field, nargs="*", metavar=name, help=help_)
    elif not option.takes:
        parser.add_argument(name, dest=option.field, action="store_const", const=True, help=help_)
    else:
        action = "append" if option.many else "store"
        parser.add_argument(name, dest=option.field, action=action, metavar=option.takes, help=help_)
