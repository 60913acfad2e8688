"""The Action and the workflows: what linters say of them, and what their shell does with bash in a real repository."""

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from coprod_audit.charter.wiring import COMMIT, OWNER, wirings
from tests.hosts_kit import BAD, GOOD, ROOT, TOOLS, Done, commit, copy_of_ours, git, run

ACTION = ROOT / "action.yml"
WORKFLOW = ROOT / ".github" / "workflows" / "check.yml"

BASH = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c")
"""How the runner starts a step that says `shell: bash`."""


def step(name: str) -> dict[str, Any]:
    steps: list[dict[str, Any]] = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["runs"]["steps"]
    return next(one for one in steps if one["name"] == name)


def filled_in(folder: Path) -> Path:
    """The workflow that `--init` writes, with what the reader has to fill in."""
    path = folder / ".github" / "workflows" / "charter.yml"
    path.parent.mkdir(parents=True)
    text = wirings("docs/charter.md")["workflow"].text
    path.write_text(
        text.replace(OWNER, "somebody").replace(COMMIT, "0123456789abcdef" * 2 + "01234567"), encoding="utf-8"
    )
    return path


# Linters.


def test_an_auditor_of_actions_finds_nothing_to_say(tmp_path: Path) -> None:
    command = (TOOLS / "zizmor", "--offline", "--no-progress", "--color=never")
    done = run((*command, ACTION, WORKFLOW, filled_in(tmp_path)), ROOT)
    assert done.code == 0, done.out
    assert "No findings to report" in done.out


def test_the_auditor_hears_of_a_fault(tmp_path: Path) -> None:
    planted = tmp_path / "action.yml"
    text = ACTION.read_text(encoding="utf-8")
    planted.write_text(text.replace("path; do\n", 'path; do echo "${{ inputs.paths }}"\n'), encoding="utf-8")
    done = run((TOOLS / "zizmor", "--offline", "--no-progress", "--color=never", planted), tmp_path)
    assert done.code != 0
    assert "template-injection" in done.out


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("github-actions", ACTION.read_text(encoding="utf-8")),
        ("github-workflows", WORKFLOW.read_text(encoding="utf-8")),
        ("github-workflows", wirings("docs/charter.md")["workflow"].text),
        ("gitlab-ci", wirings("docs/charter.md")["gitlab"].text),
    ],
    ids=["the Action", "our workflow", "the workflow of --init", "the job of --init"],
)
def test_the_schemas_of_their_hosts_accept_them(tmp_path: Path, schema: str, text: str) -> None:
    path = tmp_path / "a.yml"
    path.write_text(text, encoding="utf-8")
    done = run((TOOLS / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", path), tmp_path)
    assert done.code == 0, done.out


@pytest.mark.parametrize("name", ["Install coprod-audit", "Check the charters"])
def test_a_linter_of_shell_finds_nothing_to_say(tmp_path: Path, name: str) -> None:
    script = tmp_path / "step.sh"
    script.write_text(step(name)["run"], encoding="utf-8")
    done = run(
        (TOOLS / "shellcheck", "--shell=bash", "--enable=all", "--exclude=SC2154,SC2250", script), tmp_path
    )
    assert done == (0, "", "")


# What examples promise.


@pytest.mark.parametrize("text", [WORKFLOW.read_text(encoding="utf-8"), wirings("a.md")["workflow"].text])
def test_workflows_may_read_and_nothing_else(text: str) -> None:
    workflow = yaml.load(text, yaml.BaseLoader)
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request" in workflow["on"]
    assert "pull_request_target" not in text
    assert all("permissions" not in job for job in workflow["jobs"].values())


@pytest.mark.parametrize("text", [WORKFLOW.read_text(encoding="utf-8"), wirings("a.md")["workflow"].text])
def test_whoever_uses_the_action_has_the_whole_history_and_keeps_no_token(text: str) -> None:
    jobs = yaml.safe_load(text)["jobs"].values()
    checkouts = [(job["steps"][0], job["steps"][-1]) for job in jobs]
    for first, last in checkouts:
        assert first["uses"].startswith("actions/checkout@")
        assert first["with"]["persist-credentials"] is False
        if "uses" in last:
            assert first["with"]["fetch-depth"] == 0


@pytest.mark.parametrize("path", [ACTION, WORKFLOW], ids=lambda path: path.name)
def test_other_peoples_actions_are_pinned_by_their_commit(path: Path) -> None:
    used = re.findall(r"uses: (\S+)(.*)", path.read_text(encoding="utf-8"))
    others = [(name, rest) for name, rest in used if not name.startswith("./")]
    assert len(others) >= 1
    for name, rest in others:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name)
        assert re.match(r" # v\d+\.\d+\.\d+$", rest)


def test_no_value_is_put_into_the_shell() -> None:
    steps = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["runs"]["steps"]
    assert [one["name"] for one in steps if "${{" in one.get("run", "")] == []
    text = WORKFLOW.read_text(encoding="utf-8")
    assert re.findall(r"run:.*\$\{\{", text) == []


def test_the_rules_are_those_of_the_base_unless_somebody_says_otherwise() -> None:
    assert step("Check the charters")["env"]["RULES_FROM"] == (
        "${{ inputs.rules-from || github.event.pull_request.base.sha || github.event.merge_group.base_sha }}"
    )


def test_everything_that_can_be_put_in_is_used() -> None:
    inputs = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]
    used = re.findall(r"inputs\.([a-z-]+)", str(step("Check the charters")["env"]))
    assert sorted(inputs) == sorted(used)
    assert {(one["required"], one["default"]) for one in inputs.values()} == {(False, "")}


# What the shell of the last step does.


def value(expression: str, given: Mapping[str, str]) -> str:
    """What the runner makes of `${{ a || b }}`: the first of these that is not empty."""
    inside = expression.removeprefix("${{").removesuffix("}}")
    return next((found for name in inside.split("||") if (found := given.get(name.strip(), ""))), "")


def checking(folder: Path, temp: Path, given: Mapping[str, str]) -> Done:
    """Run the step that checks, in a folder, with inputs and values of the event by their names."""
    temp.mkdir(exist_ok=True)
    summary = temp / "summary.md"
    summary.write_bytes(b"")
    one = step("Check the charters")
    environment = {name: value(expression, given) for name, expression in one["env"].items()}
    runner = {
        "RUNNER_TEMP": str(temp),
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_ACTIONS": "true",
        "COPROD_AUDIT_TODAY": "2026-06-01",
    }
    return run((*BASH, one["run"]), folder, environment | runner)


@pytest.fixture
def stand_in(tmp_path: Path) -> Callable[..., list[str]]:
    """Run the step with a program that says what it was called with."""
    temp, folder = tmp_path / "temp", tmp_path / "checkout"
    folder.mkdir()
    program = temp / "coprod-audit" / "bin" / "coprod-audit-check"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/bash\nprintf "%s\\0" "$@"\nexit 1\n', encoding="utf-8")
    program.chmod(0o755)

    def called_with(**given: str) -> list[str]:
        named = {name.replace("__", ".").replace("_", "-"): text for name, text in given.items()}
        done = checking(
            folder, temp, {name.replace("pull-request", "pull_request"): text for name, text in named.items()}
        )
        assert done.code == 1
        assert [*folder.iterdir()] == []
        return [word.replace(str(temp), "TEMP") for word in done.out.split("\0")[:-1]]

    return called_with


ALWAYS = ["--output", "text", "--output", "github", "--output", "summary=TEMP/summary.md"]


def test_without_inputs_the_configuration_says_what_is_checked(stand_in: Callable[..., list[str]]) -> None:
    assert stand_in() == [*ALWAYS, "--"]


def test_each_input_becomes_its_flag(stand_in: Callable[..., list[str]]) -> None:
    called = stand_in(
        inputs__paths="docs/charter.md\n\n  \nother charters/\n",
        inputs__rules_from="main",
        inputs__no_regress_from="v1",
        inputs__min_rung="consultation",
        inputs__fail_on="warning",
        inputs__sarif="out.sarif",
        github__event__pull_request__base__sha="abc",
    )
    assert called == [
        *ALWAYS,
        *("--output", "sarif=out.sarif"),
        "--rules-from=main",
        "--no-regress-from=v1",
        "--min-rung=consultation",
        "--fail-on=warning",
        *("--", "docs/charter.md", "other charters/"),
    ]


def test_in_a_pull_request_the_rules_are_those_of_its_base(stand_in: Callable[..., list[str]]) -> None:
    assert stand_in(github__event__pull_request__base__sha="abc") == [*ALWAYS, "--rules-from=abc", "--"]


@pytest.mark.parametrize(
    "text", ["$(touch x)", "`touch x`", "; touch x", "--fail-on=never", "*", "'", '"', "a b"]
)
def test_an_input_is_one_word_whatever_is_in_it(stand_in: Callable[..., list[str]], text: str) -> None:
    assert stand_in(inputs__paths=text, inputs__min_rung=text) == [*ALWAYS, f"--min-rung={text}", "--", text]


# The whole Action in a real repository.


@pytest.fixture
def checkout(tmp_path: Path, require_tool: Callable[[str], str]) -> Path:
    require_tool("git")
    folder = tmp_path / "checkout"
    folder.mkdir()
    git(folder, "init", "--quiet")
    return folder


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for temporary files of a runner on which the step that installs has run, in a stranger's checkout."""
    temp, folder = tmp_path_factory.mktemp("runner"), tmp_path_factory.mktemp("stranger")
    action = copy_of_ours(temp / "action")
    plant(folder)
    environment = {"PYTHON": sys.executable, "RUNNER_TEMP": str(temp), "GITHUB_ACTION_PATH": str(action)}
    done = run((*BASH, step("Install coprod-audit")["run"]), folder, environment)
    assert done.code == 0, done.err
    assert not (folder / "ran").exists()
    return temp


def plant(folder: Path) -> None:
    """Put modules into a folder that leave a trace when anybody imports them."""
    for name in ("pip", "venv", "json", "yaml", "coprod_audit", "sitecustomize"):
        (folder / f"{name}.py").write_text(
            "open('ran', 'w', encoding='utf-8').write('x')\n", encoding="utf-8"
        )


@pytest.mark.slow
@pytest.mark.xdist_group("action")
def test_a_good_charter_passes_and_the_job_has_a_summary(checkout: Path, runner: Path) -> None:
    base = commit(checkout, docs__charter_md=GOOD)
    plant(checkout)
    done = checking(
        checkout, runner, {"inputs.paths": "docs/charter.md", "github.event.pull_request.base.sha": base}
    )
    assert done.code == 0, done
    assert "::error" not in done.out
    assert not (checkout / "ran").exists()
    assert "People describe information." in (runner / "summary.md").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.xdist_group("action")
def test_a_charter_that_claims_too_much_fails_with_an_annotation_at_its_line(
    checkout: Path, runner: Path
) -> None:
    base = commit(checkout, docs__charter_md=GOOD)
    commit(checkout, docs__charter_md=BAD)
    given = {"inputs.paths": "docs/", "inputs.sarif": "out.sarif", "github.event.pull_request.base.sha": base}
    done = checking(checkout, runner, given)
    assert done.code == 1, done
    assert re.search(r"^docs/charter\.md:6:\d+: error C003 ", done.out, re.MULTILINE)
    assert re.search(r"^::error file=docs/charter\.md,line=6,.*title=C003", done.out, re.MULTILINE)
    assert '"2.1.0"' in (checkout / "out.sarif").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.xdist_group("action")
def test_a_pull_request_cannot_bring_the_rules_it_is_judged_by(checkout: Path, runner: Path) -> None:
    base = commit(checkout, docs__charter_md=GOOD, **{"coprod-audit_toml": 'paths = ["docs/charter.md"]\n'})
    softer = 'paths = ["docs/charter.md"]\nfail-on = "never"\nseverity = {C003 = "note"}\n'
    commit(checkout, docs__charter_md=BAD, **{"coprod-audit_toml": softer})
    done = checking(checkout, runner, {"github.event.pull_request.base.sha": base})
    assert done.code == 1, done
    assert " error C003 " in done.out
    assert " C024 " in done.out


@pytest.mark.slow
@pytest.mark.xdist_group("action")
def test_a_checkout_without_its_history_is_no_pass(checkout: Path, runner: Path, tmp_path: Path) -> None:
    base = commit(checkout, docs__charter_md=GOOD)
    commit(checkout, README_md="# Ours\n")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=1", checkout.as_uri(), str(shallow))
    done = checking(shallow, runner, {"inputs.paths": "docs", "github.event.pull_request.base.sha": base})
    assert done.code == 2, done
    assert "fetch-depth: 0" in done.err
