"""From an answers file to an audit on stdout or in a file."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from coprod_audit import loading
from coprod_audit.assessment import assess
from coprod_audit.cli import audit, lens_choice, limiting, streams
from coprod_audit.cli.front import Wanted
from coprod_audit.errors import UsageError
from coprod_audit.lens import NONE
from coprod_audit.result import as_data


def report(wanted: Wanted) -> None:
    """Write the audit; with -o say on stderr what it comes to and where it is.

    Raises InputError for what cannot be read, UsageError and OutputError for what cannot be written.
    """
    wanted = _without_the_dash(wanted)
    _refuse_what_clashes(wanted)
    limits = limiting.limits(wanted.limits)
    questionnaire = loading.read_questionnaire(wanted.questionnaire, limits=limits.questionnaire)
    questionnaire, lenses, _ = lens_choice.choice(
        _lenses(wanted), questionnaire, limits=limits.questionnaire, beside=wanted.questionnaire
    )
    answers, warnings = loading.load_answers(wanted.answers, questionnaire, limits=limits.answers)
    streams.complain_of(warnings)
    picture = _picture(wanted)
    data = as_data(
        assess(questionnaire, answers),
        wanted.public,
        picture.name if picture else None,
        lenses=lenses,
        lens_pictures=audit.lens_pictures(questionnaire, wanted.output) if picture else {},
    )
    text = _text(wanted, data)
    if wanted.output is None:
        streams.give(text)
        return
    _refuse_inputs(wanted, audit.pictures_of_lenses(wanted.output, data))
    written = audit.write(wanted.output, text, data, picture, force=wanted.force)
    streams.complain(*audit.summary(data, str(written)))


def _picture(wanted: Wanted) -> Path | None:
    """Where the picture goes: beside an audit in a file, and nowhere else."""
    if wanted.output is None or wanted.format != "md" or wanted.no_picture:
        return None
    return audit.beside(wanted.output, ".svg")


def _lenses(wanted: Wanted) -> tuple[str, ...]:
    """What is asked for: one page in plain words has no lenses."""
    return (NONE,) if wanted.one_page else wanted.lenses


def _without_the_dash(wanted: Wanted) -> Wanted:
    return wanted._replace(output=None) if wanted.output == Path("-") else wanted


def _text(wanted: Wanted, data: audit.Data) -> str:
    if wanted.format == "json":
        return audit.as_json(data)
    return audit.rendered(data, audit.ONE_PAGE if wanted.one_page else audit.AUDIT, wanted.template)


def _refuse_what_clashes(wanted: Wanted) -> None:
    if wanted.template is not None and wanted.one_page:
        raise UsageError("--template and --one-page are two templates; choose one of them")
    if wanted.format == "json" and (wanted.template is not None or wanted.one_page):
        raise UsageError("--format json is the result itself and takes no template; leave one of the two out")
    if wanted.lenses and wanted.one_page:
        raise UsageError("--one-page has no room for lenses; leave out --lens or --one-page")
    if wanted.output is not None:
        _refuse_names(wanted, wanted.output)


def _refuse_names(wanted: Wanted, output: Path) -> None:
    """Refuse names that no audit can have, and those of what is read: not even --force writes over that."""
    if not output.name:
        raise UsageError(f"'{output}' is a folder; name a file in it with -o, as in audit.md")
    picture = _picture(wanted)
    if picture is not None and picture.name.casefold() == output.name.casefold():
        raise UsageError(
            f"'{output}' would be the audit and its picture; name the audit .md or add --no-picture"
        )
    _refuse_inputs(wanted, (output, picture) if picture is not None else (output,))


def _refuse_inputs(wanted: Wanted, targets: Iterable[Path]) -> None:
    for target in targets:
        for what, read in _inputs(wanted):
            if _same(target, read):
                raise UsageError(f"'{target}' holds the {what}; name another file with -o")


def _inputs(wanted: Wanted) -> Iterator[tuple[str, Path]]:
    """Every file that is read, by what it holds."""
    yield "answers", wanted.answers
    if wanted.template is not None:
        yield "template", wanted.template
    if wanted.questionnaire is not None:
        folder = Path(wanted.questionnaire)
        yield "questionnaire", folder
        with suppress(OSError, ValueError):
            yield from (("questionnaire", path) for path in folder.iterdir())
    yield from (("lenses", path) for path in lens_choice.lens_paths(wanted.lenses))


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError, ValueError):
        if one.samefile(other):
            return True
    with suppress(OSError, ValueError, RuntimeError):
        return one.resolve() == other.resolve()
    return False
