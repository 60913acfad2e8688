"""Hostile files are refused with a sentence, at once and in little memory, and nothing is written (B1, B2)."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT
from tests.hostile_child import MEGABYTES, SECONDS
from tests.hostile_kit import many_questions
from tests.reading_kit import ANSWERS, SMALL

FOLDER = ROOT / "tests" / "hostile"
QUESTIONNAIRE = "coprod-audit: questionnaire/1\n"
HEAD = ANSWERS.replace("small 1.0", "coprod-ladder 1.0").partition("answers:\n")[0]


class Expected(NamedTuple):
    """What must be said of a file first; code "" for a file that must be accepted."""

    path: str
    line: int = 0
    code: str = ""
    sentence: str = ""


class Seen(NamedTuple):
    """What was said of a file. `died` where the process ended over it."""

    path: str
    faults: list[tuple[str, int, str, str]]
    seconds: float
    kilobytes: int
    died: bool


def manifest() -> list[Expected]:
    lines = (FOLDER / "manifest.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return [Expected(c[0], int(c[1]), c[2], c[3]) if len(c) > 1 else Expected(c[0]) for c in cells]


MANIFEST = manifest()


def judged(paths: Iterable[str], folder: Path, *options: str) -> list[Seen]:
    """Read the files in a child; where one ends it, begin anew behind that file."""
    left, seen = list(paths), []
    while left:
        command = [sys.executable, "-m", "tests.hostile_child", *options]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command,
            input=json.dumps(left),
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            encoding="utf-8",
        )
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        for named, said in zip(lines[::2], lines[1::2], strict=False):
            faults = [tuple(fault) for fault in said["faults"]]
            seen.append(Seen(named["path"], faults, said["seconds"], said["kilobytes"], died=False))
        if len(lines) % 2:
            seen.append(Seen(lines[-1]["path"], [("", 0, "", done.stderr[-2000:])], 0, 0, died=True))
        assert lines, done.stderr
        left = left[(len(lines) + 1) // 2 :]
    return seen


def wrong(seen: Seen, expected: Expected) -> str:
    """What is not as it must be; "" where all is well."""
    if seen.died:
        return f"{seen.path}: ended the process: {seen.faults[0][3]}"
    if seen.seconds > SECONDS:
        return f"{seen.path}: took {seen.seconds:.1f} s"
    if not expected.code:
        return f"{seen.path}: refused: {seen.faults[0]}" if seen.faults else ""
    if not seen.faults:
        return f"{seen.path}: accepted"
    if seen.faults[0] != (expected.path, expected.line, expected.code, expected.sentence):
        return f"{seen.path}: {seen.faults[0]}"
    return ""


def test_every_hostile_file_is_told_as_expected() -> None:
    seen = judged([expected.path for expected in MANIFEST], FOLDER)
    failed = [what for one, expected in zip(seen, MANIFEST, strict=True) if (what := wrong(one, expected))]
    refused = sum(1 for expected in MANIFEST if expected.code)
    print(f"hostile files: {len(MANIFEST)} ({refused} to be refused), {len(failed)} not as expected")
    assert failed == []


def test_the_corpus_is_whole() -> None:
    files = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.yaml")}
    assert files == {expected.path for expected in MANIFEST}
    assert len(files) >= 120


def test_most_faults_of_a_file_stand_in_one_place_each() -> None:
    """Every refusal names the file; the line is 1 only where the fault has no other."""
    without_line = {"D001", "D003", "D013", "D015", "D025", "Q025"}
    for expected in MANIFEST:
        if expected.line == 1 and expected.code not in without_line:
            data = (FOLDER / expected.path).read_bytes()
            first = data.splitlines()[0] if data.splitlines() else b""
            assert first, expected


# Files that are too large to keep. Each is made, judged and thrown away.

MEGABYTE = 1 << 20


def text_of(part: str, size: int) -> str:
    return part * (size // len(part))


def notes() -> str:
    """Four megabytes of real notes: as much as anybody could write."""
    note = text_of("Two nights, then a vote. ", 19_900).strip()
    facts = [f"  {fact}:\n    answer: unknown\n    note: {note}\n    evidence: [{', '.join([note.replace(',', '')] * 5)}]\n" for fact in ("told", "asked", "came-back", "made-different", "agenda", "after", "reason", "success", "red-lines", "informed", "leaders", "strengths", "chair", "mandate", "safe", "resources", "handover", "give-back", "who-chose", "how-many", "ways-in")]  # fmt: skip
    return f"{HEAD}answers:\n{''.join(facts)}"


# Made one at a time and thrown away: what the parent holds, a child would be charged for.
HUGE: list[tuple[str, Callable[[], str], str]] = [
    ("scalar-of-100-megabytes", lambda: "a: " + "x" * (100 * MEGABYTE), "D001"),
    ("zeros-of-100-megabytes", lambda: "\0" * (100 * MEGABYTE), "D001"),
    ("scalar-of-5-megabytes", lambda: f"{HEAD}answers:\n  told: {'x' * 4_900_000}\n", "D009"),
    ("quoted-of-5-megabytes", lambda: f'{HEAD}answers:\n  told: "{text_of("x ", 4_900_000)}"\n', "D009"),
    ("quote-never-closed", lambda: f'{HEAD}answers:\n  told: "{text_of("x ", 4_900_000)}\n', "D006"),
    ("brackets", lambda: "[" * 4_900_000, "D007"),
    ("braces", lambda: text_of("{a: ", 4_900_000), "D007"),
    ("dashes", lambda: text_of("- ", 4_900_000), "D007"),
    ("question-marks", lambda: text_of("? ", 4_900_000), "D007"),
    ("indents", lambda: "".join(" " * n + "a:\n" for n in range(3_000)), "D007"),
    ("many-values", lambda: f"{HEAD}answers:\n  told: [{text_of('a, ', 600_000)}]\n", "D008"),
    ("many-questions", lambda: f"{HEAD}answers:\n" + lines("  tolld-{}: x\n"), "A001"),
    ("many-keys", lambda: HEAD + lines("  tittle-{}: x\n"), "D022"),
    ("many-pieces", lambda: f"{HEAD}answers:\n  told: {{answer: nothing, evidence: [{text_of('a, ', 250_000)}]}}\n", "A015"),
    ("many-anchors", lambda: HEAD + lines("  k{0}: &a{0} x\n"), "D010"),
    ("many-aliases", lambda: f"{HEAD}  title: [{text_of('*a, ', 250_000)}]\n", "D010"),
    ("many-tags", lambda: f"{HEAD}  title: [{text_of('!a b, ', 250_000)}]\n", "D011"),
    ("many-duplicates", lambda: HEAD + text_of("  title: x\n", 500_000), "D014"),
    ("many-controls", lambda: "\x01" * 4_900_000, "D002"),
    ("many-tabs", lambda: text_of("\ta\n", 4_900_000), "D005"),
    ("only-comments", lambda: text_of("# x\n", 4_900_000), "D015"),
    ("only-blanks", lambda: " " * 4_900_000, "D015"),
    ("merge-keys", lambda: f"{HEAD}answers: &a\n  <<: [{text_of('*a, ', 300_000)}]\n", "D010"),
    ("percent-signs", lambda: "%" * 4_900_000, "D006"),
    ("long-key", lambda: f"{HEAD}answers:\n  {'k' * 15_000}: x\n", "D006"),
    ("long-tag", lambda: f"{HEAD}  title: !<{text_of('%41', 3_000_000)}\n", "D006"),
    ("documents", lambda: text_of("---\n", 4_900_000), "D013"),
    ("real-notes", notes, ""),
    ("questionnaires/1001-questions", lambda: many_questions(1_001), "Q024"),
    ("questionnaires/900-questions", lambda: many_questions(900), ""),
    ("questionnaires/too-large", lambda: SMALL + text_of("# x\n", MEGABYTE), "D001"),
    ("questionnaires/unknown-everywhere", lambda: SMALL + lines("x{}: {{hear: y}}\n", 20_000), "D022"),
]  # fmt: skip


def lines(line: str, number: int = 49_000) -> str:
    return "".join(line.format(n) for n in range(number))


def test_files_too_large_to_keep_are_told_at_once_and_in_little_memory(tmp_path: Path) -> None:
    (tmp_path / "questionnaires").mkdir()
    paths = [f"{name}.yaml" for name, _, _ in HUGE]
    failed, most, slowest = [], 0, 0.0
    for path, (_, make, code) in zip(paths, HUGE, strict=True):
        (tmp_path / path).write_text(make(), encoding="utf-8", newline="")
        (seen,) = judged([path], tmp_path)
        (tmp_path / path).unlink()
        most, slowest = max(most, seen.kilobytes), max(slowest, seen.seconds)
        if seen.died or seen.seconds > SECONDS or (seen.kilobytes > 150_000 and code):
            failed.append(f"{path}: {seen.seconds:.1f} s, {seen.kilobytes} kB, {seen.faults[:1]}")
        if code not in {fault[2] for fault in seen.faults} | ({""} if not seen.faults else set()):
            failed.append(f"{path}: {seen.faults[:1]}")
        if len(seen.faults) > 101:
            failed.append(f"{path}: {len(seen.faults)} faults")
    print(
        f"large files: {len(HUGE)}, {len(failed)} not as expected; at most {slowest:.2f} s and {most // 1024} MB"
    )
    assert failed == []


# Folders of four files, each as large as one may be.
BROKEN: dict[str, tuple[Callable[[], str], str]] = {
    "aliases": (lambda: f"{QUESTIONNAIRE}a:\n" + text_of(" - *a\n", 560_000), "D010"),
    "anchors": (lambda: QUESTIONNAIRE + lines("k{0}: &a{0} x\n"), "D010"),
    "duplicates": (lambda: QUESTIONNAIRE + text_of("a: b\n", 990_000), "D014"),
    "unknown keys": (lambda: QUESTIONNAIRE + lines("key{}: x\n"), "D022"),
    "never closed": (lambda: "a: [" + text_of("x, ", 200_000), "D006"),
    "controls": (lambda: "\x01" * 990_000, "D002"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_folder_of_broken_files_costs_little_and_is_told_in_few_lines(kind: str, tmp_path: Path) -> None:
    make, code = BROKEN[kind]
    folder = tmp_path / "questionnaires" / "broken"
    folder.mkdir(parents=True)
    for n in range(4):
        (folder / f"{n}.yaml").write_text(make(), encoding="utf-8", newline="")
    (seen,) = judged(["questionnaires/broken"], tmp_path)
    assert not seen.died
    assert seen.seconds < SECONDS
    assert seen.faults[0][2] == code
    assert len(seen.faults) <= 101
    if code != "D022":  # what stands in a file that is YAML is looked at after all have been read
        assert {fault[0] for fault in seen.faults} == {"questionnaires/broken/0.yaml"}


def test_without_the_guard_the_harness_notices(tmp_path: Path) -> None:
    """The planted fault: the same files read by a plain YAML loader."""
    seen = judged([expected.path for expected in MANIFEST], FOLDER, "unguarded")
    failed = [what for one, expected in zip(seen, MANIFEST, strict=True) if (what := wrong(one, expected))]
    raised = [what for what in failed if "'raised'" in what]
    accepted = [what for what in failed if what.endswith("accepted")]
    died = [what for what in failed if "ended the process" in what]
    print(
        f"without the guard: {len(failed)} of {len(MANIFEST)} noticed, {len(accepted)} accepted, {len(raised)} raised something else, {len(died)} ended the process"
    )
    assert raised
    assert died
    assert any("alias-of-itself" in what for what in accepted)
    assert len(failed) > 100
    (tmp_path / "deep.yaml").write_text("[" * 100_000, encoding="utf-8")
    assert [one.died for one in judged(["deep.yaml"], tmp_path, "unguarded")] == [True]


# The real command, over a third of the corpus.


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS) + 2, int(SECONDS) + 2))


def through_the_command(expected: Expected, folder: Path) -> list[str]:
    """What is not as it must be when the real program gets the file."""
    command = (
        ["questionnaire", "check"]
        if expected.path.startswith("questionnaires")
        else ["report", "-o", "audit.md"]
    )
    where = folder / expected.path.replace("/", "-")
    where.mkdir()
    path = FOLDER / expected.path
    done = subprocess.run(
        [sys.executable, "-m", "coprod_audit", *command, str(path)],
        cwd=where, env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(where), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False, preexec_fn=limited,
    )  # fmt: skip
    said = done.stderr.decode("utf-8")
    failed = []
    if "Traceback" in said:
        failed.append(f"{expected.path}: {said[-600:]}")
    if expected.code and done.returncode != 2:
        failed.append(f"{expected.path}: exit code {done.returncode}")
    if expected.code and not said.startswith(f"{path}:{expected.line}:"):
        failed.append(f"{expected.path}: names another file or line: {said[:300]!r}")
    if expected.code and expected.code not in said.splitlines()[0]:
        failed.append(f"{expected.path}: {said[:300]!r}")
    if expected.code and list(where.iterdir()):
        failed.append(f"{expected.path}: something was written")
    if not expected.code and done.returncode != 0:
        failed.append(f"{expected.path}: exit code {done.returncode}: {said[:300]!r}")
    if any(ord(character) < 32 and character != "\n" for character in said):
        failed.append(f"{expected.path}: control characters on the screen")
    return failed


@pytest.mark.parametrize(
    "rest", [pytest.param(0), *[pytest.param(rest, marks=pytest.mark.slow) for rest in (1, 2)]]
)
def test_the_real_command_refuses_with_file_and_line(rest: int, tmp_path: Path) -> None:
    third = MANIFEST[rest::3]
    with ThreadPoolExecutor(2) as pool:
        failed = [
            what
            for found in pool.map(lambda one: through_the_command(one, tmp_path), third)
            for what in found
        ]
    print(f"through the real command: {len(third)}, {len(failed)} not as expected")
    assert failed == []
