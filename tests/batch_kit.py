"""What the tests of batches share: responses drawn at random, and the files they come in."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from coprod_audit import answers_reader, answers_writer, loading
from coprod_audit.conditions import UNKNOWN
from coprod_audit.questionnaire import Questionnaire

FEW = ("told", "asked", "came-back", "decisions.design", "decisions.money", "differences.design", "after")


@cache
def questionnaire() -> Questionnaire:
    return loading.read_questionnaire()


def drawn_facts(random: Random, level: float | None = None) -> dict[str, str]:
    """The answers of one project: about as far along in all of them, a few not known."""
    level = random.random() if level is None else level
    facts = dict[str, str]()
    for fact, (question, row) in questionnaire().by_fact.items():
        condition = dict(question.row_when).get(row.id) if row is not None else None
        if condition is not None and facts.get(f"decisions.{row.id if row else ''}") != "worked-out":
            continue
        on_scale = [choice.id for choice in question.choices if choice.rank is not None]
        place = round(random.gauss(level, 0.25) * (len(on_scale) - 1))
        known = on_scale[min(max(place, 0), len(on_scale) - 1)]
        facts[fact] = UNKNOWN if random.random() < 0.08 else known
    return facts


def held(number: int, facts: Mapping[str, str], **project: str) -> dict[str, Any]:
    """One response as it stands in a line of JSON."""
    answers = dict[str, Any]()
    for fact, choice in facts.items():
        question, _, row = fact.partition(".")
        if row:
            answers.setdefault(question, {})[row] = choice
        else:
            answers[question] = choice
    said = {
        "title": f"Project {number}",
        "organisation": "Riverside Council",
        "unit": f"Decisions of Riverside Council about project {number}, 2025-26",
        **project,
    }
    asked = questionnaire()
    return {
        "coprod-audit": "answers/1",
        "questionnaire": f"{asked.id} {asked.version}",
        "project": said,
        "respondent": {"view": "staff", "size": 8},
        "answers": answers,
    }


def drawn(count: int, seed: int = 7) -> list[dict[str, Any]]:
    """So many responses, the same each time."""
    random = Random(seed)  # noqa: S311
    rungs = [rung.id for rung in questionnaire().ladder.rungs]
    return [
        held(
            number,
            drawn_facts(random),
            claims=random.choice(rungs),
            organisation=f"Council {random.randrange(9)}",
        )
        for number in range(1, count + 1)
    ]


def as_line(one: Mapping[str, Any]) -> str:
    return json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n"


def write_lines(path: Path, responses: list[dict[str, Any]]) -> Path:
    path.write_text("".join(map(as_line, responses)), encoding="utf-8")
    return path


def write_files(folder: Path, responses: list[dict[str, Any]]) -> Path:
    """Each response in an answers file of its own, as the program writes it."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(responses, start=1):
        answers, _ = answers_reader.read(as_line(one).encode(), "a", questionnaire())
        text = answers_writer.write(answers, questionnaire())
        (folder / f"{number:05}.yaml").write_text(text, encoding="utf-8")
    return folder


@st.composite
def responses(draw: st.DrawFn) -> dict[str, Any]:
    """One response with any valid answers, and what may be said of a project."""
    facts = {
        fact: draw(st.sampled_from(sorted(questionnaire().by_fact[fact][0].possible)))
        for fact in draw(st.lists(st.sampled_from(sorted(questionnaire().by_fact)), unique=True))
    }
    rungs = [rung.id for rung in questionnaire().ladder.rungs]
    project = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "claims": st.sampled_from(rungs),
                "intends": st.sampled_from(rungs),
                "organisation-short": st.text(min_size=1, max_size=10),
                "date": st.sampled_from(["2026-05-12", "2026-02-30", "12 May 2026"]),
            },
        )
    )
    return held(draw(st.integers(1, 99)), facts, **project)
