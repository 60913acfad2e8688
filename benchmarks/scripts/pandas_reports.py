"""What somebody writes for a few hundred rows of a form: pandas reads them, a loop scores each, Jinja makes a page of it.

python pandas_reports.py QUESTIONNAIRE TABLE FOLDER      # needs pandas, Jinja2 and PyYAML

It adds up points by section, takes the level from the sum, and lists the five answers with the fewest points. What
`coprod-audit batch` is held against, which weighs the answers by its rule and says what would change the outcome.
"""

import sys
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd  # type: ignore[import-not-found, import-untyped, unused-ignore]
import yaml

TEMPLATE = """\
# {{ project }}

{{ organisation }}. {{ unit }}.

**Level: {{ level }}** ({{ "%.0f" | format(100 * total) }} points of 100). It claims {{ claims }}.

| section | points of 100 |
| --- | ---: |
{% for section in sections -%}
| {{ section.title }} | {{ "%.0f" | format(100 * section.share) }} |
{% endfor %}
{% for section in sections %}
## {{ section.title }}

| question | answer |
| --- | --- |
{% for answer in section.answers -%}
| {{ answer.ask }} | {{ answer.label }} |
{% endfor %}
{% endfor %}
## The five weakest

{% for answer in weakest -%}
* {{ answer.ask }} *{{ answer.label }}*
{% endfor %}"""


def read(folder: Path) -> tuple[list[str], dict[str, list[Any]]]:
    """Return the rungs, and for each section its columns: name, what is asked, and label and points of each choice."""
    main = yaml.safe_load((folder / "questionnaire.yaml").read_text(encoding="utf-8"))
    sections: dict[str, tuple[str, list[Any]]] = {one["id"]: (one["title"], []) for one in main["sections"]}
    rows: dict[str, Any] = {}
    for path in sorted(folder.glob("questions-*.yaml")):
        for question in yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]:
            rows[question["id"]] = question.get("rows") or rows.get(question.get("rows-of"), [])
            sections[question["section"]][1].extend(columns(question, rows[question["id"]]))
    return [rung["id"] for rung in main["ladder"]], dict(sections.values())


def columns(question: dict[str, Any], rows: list[dict[str, Any]]) -> list[Any]:
    """Return the columns in which a question is answered."""
    points = {choice["id"]: int(choice["rank"]) for choice in question["choices"] if choice["rank"].isdigit()}
    most = max(points.values())
    told = {
        choice["id"]: (choice["label"], points.get(choice["id"], 0) / most) for choice in question["choices"]
    }
    found = [(f"{question['id']}.{row['id']}", f"{question['ask']} ({row['label']})", told) for row in rows]
    return found or [(question["id"], question["ask"], told)]


def main() -> None:
    """Write a page for each row, and a table of all."""
    (levels, questionnaire), out = read(Path(sys.argv[1])), Path(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    template = jinja2.Environment().from_string(TEMPLATE)  # noqa: S701 - Markdown, not HTML
    summary = []
    for _, row in pd.read_csv(sys.argv[2], keep_default_na=False).iterrows():
        sections = []
        for title, asked in questionnaire.items():
            answers = []
            for column, ask, told in asked:
                label, share = told.get(row[column], ("nobody knows", 0))
                answers.append({"ask": ask, "label": label, "share": share})
            share = sum(answer["share"] for answer in answers) / len(answers)
            sections.append({"title": title, "answers": answers, "share": share})
        total = sum(section["share"] for section in sections) / len(sections)
        level = levels[min(int(total * len(levels)), len(levels) - 1)]
        everything = [answer for section in sections for answer in section["answers"]]
        text = template.render(
            project=row["title"],
            organisation=row["organisation"],
            unit=row["unit"],
            claims=row["claims"],
            level=level,
            total=total,
            sections=sections,
            weakest=sorted(everything, key=lambda answer: answer["share"])[:5],
        )
        (out / f"{row['title']}.md").write_text(text, encoding="utf-8")
        summary.append({"title": row["title"], "level": level, "total": total})
    pd.DataFrame(summary).to_csv(out / "summary.csv", index=False)


main()
