"""Where the findings of a check go: each format to stdout or into a file. The exit code is not for them to say."""

import os
import stat
import sys
from collections.abc import Mapping

from coprod_audit.checked import Report, RuleText
from coprod_audit.checking.course import Ran
from coprod_audit.checking.trees import leads_out
from coprod_audit.cli import streams
from coprod_audit.errors import UsageError
from coprod_audit.formats import FORMATS, Output, parse, usual

_SIDE_BY_SIDE = frozenset(("text", "github"))
"""The formats that can share a stream."""

_WITHOUT_RULES = frozenset(("text", "json", "gitlab", "rdjsonl"))
"""Those that say nothing of the rules themselves."""


def give(ran: Ran, environment: Mapping[str, str], *, force: bool) -> None:
    """Write every format that is asked for. Raises UsageError for what cannot be written so, OutputError where it fails."""
    outputs = [parse(word) for word in ran.ground.settings.output or usual(environment)]
    _refuse_what_clashes(outputs)
    for output in outputs:
        if output.path is not None:
            _refuse(output, ran, environment, force=force)
    rules = _rules(outputs)
    for output in outputs:
        if output.path is None:
            streams.give(_for_stdout(output, ran.report, rules, environment))
        else:
            _write(output, FORMATS[output.name](ran.report, rules), environment)


def _rules(outputs: list[Output]) -> tuple[RuleText, ...]:
    if all(output.name in _WITHOUT_RULES for output in outputs):
        return ()
    from coprod_audit.cli.check_telling import rule_texts

    return rule_texts()


def _refuse_what_clashes(outputs: list[Output]) -> None:
    shown = [output.name for output in outputs if output.path is None]
    if len(shown) > 1 and not _SIDE_BY_SIDE.issuperset(shown):
        raise UsageError(
            f"{' and '.join(shown)} cannot both go to stdout; name a file for one, as in --output {shown[-1]}=FILE"
        )
    paths = [os.path.realpath(output.path) for output in outputs if output.path is not None]
    for output in outputs:
        if output.path is not None and paths.count(os.path.realpath(output.path)) > 1:
            raise UsageError(f"'{output.path}' is named for two formats; name another file for {output.name}")


def _refuse(output: Output, ran: Ran, environment: Mapping[str, str], *, force: bool) -> None:
    """Refuse a file that was read, and one that is there and is not an older one of this format."""
    path = output.path or ""
    if os.path.realpath(path) in {
        os.path.realpath(os.path.join(ran.ground.here.root, one)) for one in _read(ran)
    }:
        raise UsageError(f"'{path}' is a file that is read here; name another file for {output.name}")
    if path == environment.get("GITHUB_STEP_SUMMARY"):
        return
    if leads_out(ran.ground.here.root, os.path.dirname(os.path.abspath(path))):
        raise UsageError(f"'{path}' lies behind a link that leads out of the repository; name another file")
    if force or not os.path.lexists(path):
        return
    if not _is_older(output.name, path):
        raise UsageError(
            f"'{path}' is there and does not look like {output.name} of ours; name another file, or add --force"
        )


def _read(ran: Ran) -> set[str]:
    """The files that the check has read, from the root."""
    ours = {ran.ground.found.path, ran.ground.baseline} - {None, ""}
    return {*ran.report.shown, *ran.report.texts, *(one for one in ours if one)}


def _is_older(name: str, path: str) -> bool:
    """Whether an older one of ours stands there. Links, pipes and devices are nobody's older output, and are not opened."""
    from coprod_audit.formats.older import LOOKED_AT, is_older

    if not stat.S_ISREG(os.lstat(path).st_mode):
        return False
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return is_older(name, file.read(LOOKED_AT))
    except OSError:
        return False


def _for_stdout(
    output: Output, report: Report, rules: tuple[RuleText, ...], environment: Mapping[str, str]
) -> str:
    if output.name != "text":
        return FORMATS[output.name](report, rules)
    from coprod_audit.formats import text

    written = text.written(report, colour=_in_colour(environment))
    if environment.get("GITHUB_ACTIONS") != "true":
        return written
    import secrets

    from coprod_audit.formats import github

    return github.stopped(written, secrets.token_hex(16))


def _in_colour(environment: Mapping[str, str]) -> bool:
    """Colour only where somebody looks at it, and has not said that they would rather not."""
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return bool(environment.get("FORCE_COLOR")) or (sys.stdout is not None and sys.stdout.isatty())


def _write(output: Output, text: str, environment: Mapping[str, str]) -> None:
    from pathlib import Path

    from coprod_audit import files

    path = Path(output.path or "")
    if str(path) == environment.get("GITHUB_STEP_SUMMARY"):
        with files.told(path), open(path, "a", encoding="utf-8") as page:  # other steps write there too
            page.write(text)
        return
    files.save(path, text)
