"""`coprod-audit batch`: the audits of many answers, tables of what came of them, and what they say together."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coprod_audit.cli.front import LENS_HELP, LENS_METAVAR
from coprod_audit.cli.usage import Limit


class Reports(StrEnum):
    """Of which responses a report is written."""

    none = "none"
    changed = "changed"
    all = "all"


class Results(StrEnum):
    """How much a line of `results.jsonl` says."""

    short = "short"
    full = "full"


def command(  # noqa: PLR0913, PLR0917 - a parameter an option
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="Answer files, folders, patterns, tables, or - for a list on standard input.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FOLDER", help="Where everything is written.")
    ] = None,
    form: Annotated[
        Path | None,
        typer.Option(
            "--map", metavar="FILE", help="What the columns of a form's export are.", readable=False
        ),
    ] = None,
    draft: Annotated[
        Path | None,
        typer.Option(
            "--draft-map", metavar="TABLE", help="Draft a map for this table, and stop.", readable=False
        ),
    ] = None,
    reports: Annotated[
        Reports, typer.Option("--reports", help="Write the reports of none, of what has changed, or of all.")
    ] = Reports.changed,
    results: Annotated[
        Results, typer.Option("--results", help="How much a line of results.jsonl says.")
    ] = Results.short,
    answers: Annotated[
        bool,
        typer.Option("--answers/--no-answers", help="Write answers-long.csv, a line for each answer."),
    ] = True,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by", metavar="FIELD", help="Group the portfolio by this field, such as organisation."
        ),
    ] = None,
    min_group: Annotated[
        int, typer.Option("--min-group", metavar="NUMBER", min=1, help="Show nothing of a smaller group.")
    ] = 5,
    include_notes: Annotated[
        bool, typer.Option("--include-notes", help="Put notes, evidence and names into the tables too.")
    ] = False,
    public: Annotated[
        bool, typer.Option("--public", help="Leave notes, evidence and names out of the reports.")
    ] = False,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template", metavar="FILE", help="Write the reports by a template of your own.", readable=False
        ),
    ] = None,
    questionnaire: Annotated[
        str | None,
        typer.Option(
            "--questionnaire", metavar="NAME", help="Another questionnaire, by name or as a file or folder."
        ),
    ] = None,
    lenses: Annotated[list[str] | None, typer.Option("--lens", metavar=LENS_METAVAR, help=LENS_HELP)] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            metavar="NUMBER",
            min=1,
            max=64,
            help="Work in so many processes; else one for each core.",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing while it goes well.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that were not written by a batch.")
    ] = False,
    limit: Limit = None,
) -> None:
    """Judge many answers; write reports, tables and a portfolio.

    Example: coprod-audit batch responses/ -o out
    """
    from coprod_audit.cli import batch_asked, batch_conduct
    from coprod_audit.errors import UsageError

    if draft is not None:
        if output is not None:
            raise UsageError(
                "--draft-map prints the map; write it to a file with > map.yaml, and leave out -o"
            )
        if inputs:
            raise UsageError(
                "--draft-map drafts the map of one table; draft one for each, and judge them afterwards"
            )
        batch_conduct.draft_map(draft, questionnaire, tuple(limit or ()))
        return
    asked = batch_asked.Asked(
        named=tuple(inputs or ()),
        output=output,
        form=form,
        reports=reports.value,
        full=results is Results.full,
        answers=answers,
        by=tuple(by or ()),
        min_group=min_group,
        notes=include_notes,
        public=public,
        template=template,
        questionnaire=questionnaire,
        lenses=tuple(lenses or ()),
        jobs=jobs,
        quiet=quiet,
        force=force,
        limits=tuple(limit or ()),
    )
    raise typer.Exit(batch_conduct.conduct(asked))
