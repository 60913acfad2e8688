"""The files that have a repository check its charters: configuration, pre-commit, a workflow, a GitLab job.

Each is a whole file, with the charter's path in it and nothing that a stranger could fill. `<owner>` and `<commit>` stand
where only the reader knows whose copy of coprod-audit is to be used: no address has such letters, so what still
has them fails instead of fetching somebody else's program.
"""

import re
from typing import Final, NamedTuple

from coprod_audit._version import VERSION
from coprod_audit.sheet_lines import scalar

OWNER: Final = "<owner>"
COMMIT: Final = "<commit>"
HOME: Final = f"github.com/{OWNER}/coprod-audit"
TAG: Final = f"v{VERSION}"

CHECKOUT: Final = "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0"

HOOK_FILES: Final = r"(?i)(^|/)([^/]*[-_. ])?charter\.(md|markdown|ya?ml)$"
"""Which files the hook is called with: those whose names end in the word charter. An audit lies beside one as charter-audit.md."""


class Wiring(NamedTuple):
    """A file to write: what asks for it, where it lies, what it holds, and what of that goes into one that is there."""

    name: str
    path: str
    text: str
    to_add: str


def wirings(charter: str) -> dict[str, Wiring]:
    """By what asks for them: the files for a charter at this path, seen from the root of the repository."""
    ready = (_configuration(charter), _pre_commit(charter), _workflow(charter), _gitlab(charter))
    return {one.name: one for one in ready}


def is_plain(charter: str) -> bool:
    """Whether a path can stand in all of these files as it is: letters, digits, blanks, and `. _ @ + -`."""
    return all(
        re.fullmatch(r"[\w.@+ -]+", part) and not part.startswith(("-", " ")) for part in charter.split("/")
    )


def _configuration(charter: str) -> Wiring:
    text = f"""\
# What 'coprod-audit check' goes by. 'coprod-audit check --show-config' tells each value and where it comes from.
# The same keys can stand in pyproject.toml, under [tool.coprod-audit].
paths = ["{charter}"]

# More that can be said here. Take the first # away to use a line.
# min-rung = "consultation"     # no charter may stand below this rung
# fail-on = "warning"           # else only errors make the check fail
# max-age = 180                 # after how many days answers count as old, else 365
# evidence-from = "engagement"  # from which rung on decisive answers need evidence, else co-design
# baseline = "charters.json"    # what was known before there was a check; --write-baseline makes it
"""
    return Wiring("config", "coprod-audit.toml", text, f'paths = ["{charter}"]\n')


def _pre_commit(charter: str) -> Wiring:
    chosen = "" if re.search(HOOK_FILES, charter) else f"\n        files: {_pattern(charter)}"
    entry = f"""\
  - repo: https://{HOME}
    rev: {TAG}
    hooks:
      - id: coprod-audit-check{chosen}
"""
    return Wiring("pre-commit", ".pre-commit-config.yaml", f"repos:\n{entry}", entry)


def _pattern(charter: str) -> str:
    """A pattern that only this path matches, in single quotes."""
    return f"'^{re.escape(charter).replace(chr(92) + ' ', ' ')}$'"


def _workflow(charter: str) -> Wiring:
    steps = f"""\
      - uses: {CHECKOUT}
        with:
          fetch-depth: 0 # the rules are taken from the base of the pull request
          persist-credentials: false
      - uses: {OWNER}/coprod-audit@{COMMIT} # {TAG}
        with:
          paths: {scalar(charter, None)}
"""
    text = f"""\
name: Charter

on:
  pull_request:
  push:
    branches: [main]

permissions:
  contents: read

jobs:
  charter:
    runs-on: ubuntu-latest
    steps:
{steps}"""
    return Wiring("workflow", ".github/workflows/charter.yml", text, steps)


def _gitlab(charter: str) -> Wiring:
    text = f"""\
coprod-audit:
  image: python:3.12
  variables:
    GIT_DEPTH: "0"
    CHARTERS: {scalar(charter, None)}
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - python -I -m pip install --quiet "git+https://{HOME}@{TAG}"
    - coprod-audit-check --rules-from "${{CI_MERGE_REQUEST_DIFF_BASE_SHA:-none}}" -- "$CHARTERS"
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""
    return Wiring("gitlab", ".gitlab-ci.yml", text, text)
