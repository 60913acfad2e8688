"""`coprod-audit check` as its users call it: what goes where, what it ends with, and what it refuses."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_audit.catalogue import CATALOGUE
from coprod_audit.checks import SEVERITIES
from coprod_audit.checks.evidence import is_path
from coprod_audit.settings.values import OPTIONS
from tests.check_kit import GOOD, ROOT, changed, check, door

OVERCLAIMS = changed(GOOD, ("claims: engagement", "claims: co-production"))
STAFF = changed(GOOD, ("{view: mixed, size: 9, groups: {staff: 4, people: 5}}", "{view: staff, size: 4}"))
VERDICT = (
    "Staff and people describe engagement. Decisions of the library service about its opening hours, 2025-26"
)
FORMATS = ("text", "json", "github", "summary", "gitlab", "sarif", "junit", "rdjsonl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a charter that claims too much and one of which there is nothing to say."""
    (tmp_path / "over.md").write_text(OVERCLAIMS, encoding="utf-8")
    (tmp_path / "good.md").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_a_good_charter_is_clean_and_its_verdict_names_the_unit(folder: Path) -> None:
    found = check(folder, "good.md")
    assert found == (0, f"good.md: {VERDICT}\n1 charter: nothing found\n", "")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("charter", "fail_on", "code"),
    [
        ("good.md", "note", 0),
        ("over.md", "error", 1),
        ("over.md", "never", 0),
        ("staff.md", "error", 0),
        ("staff.md", "warning", 1),
        ("staff.md", "note", 1),
    ],
)
def test_the_exit_code_follows_from_what_was_found_and_never_from_the_format(
    folder: Path, name: str, charter: str, fail_on: str, code: int
) -> None:
    (folder / "staff.md").write_text(STAFF, encoding="utf-8")
    assert check(folder, "--fail-on", fail_on, "--output", name, charter).code == code


def test_one_charter_that_cannot_be_read_does_not_stop_the_others(folder: Path) -> None:
    (folder / "bad.md").write_text("---\nproject: [\n---\n", encoding="utf-8")
    (folder / "binary.md").write_bytes(b"\xff\xfe\x00\x01" * 50)
    found = check(folder, "bad.md", "binary.md", "over.md", "good.md")
    assert found.code == 1
    assert found.out.endswith(f"good.md: {VERDICT}\n4 charters: 3 errors\n")


def test_in_a_folder_only_files_that_say_so_are_charters(folder: Path) -> None:
    (folder / "README.md").write_text("# Not a charter\n", encoding="utf-8")
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "one.yaml").write_text(GOOD.split("---\n")[1], encoding="utf-8")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "two.md").write_text(GOOD, encoding="utf-8")
    found = check(folder)
    assert [line.partition(":")[0] for line in found.out.splitlines() if VERDICT in line] == [
        "good.md",
        "over.md",
        "deep/er/one.yaml",
    ]


def test_a_folder_without_a_charter_is_no_success(tmp_path: Path) -> None:
    found = check(tmp_path)
    assert found.code == 2
    assert found.err == (
        "coprod-audit: no charter was found; name one, or write one with 'coprod-audit check --init docs/charter.md' (in"
        " folders, only files that say 'coprod-audit: charter/1' or 'answers/1' are taken)\n"
    )


def test_a_charter_that_is_not_there_says_which_is_nearest(folder: Path) -> None:
    found = check(folder, "goood.md")
    assert found.code == 2
    assert found.err.startswith(
        "goood.md:1:1: F001 there is no such file; the nearest name in its folder is 'good.md'\n"
    )


def test_several_formats_in_one_run_each_go_where_they_are_sent(folder: Path) -> None:
    found = check(
        folder, "--output", "text", "--output", "sarif=out.sarif", "--output", "json=out.json", "over.md"
    )
    assert found.out.endswith("1 charter: 1 error\n")
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["failed"] is True
    sarif = json.loads((folder / "out.sarif").read_text(encoding="utf-8"))
    assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == ["C003"]
    again = check(folder, "--output", "sarif=out.sarif", "--output", "json=out.json", "good.md")
    assert (again.code, again.err) == (0, "")
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["failed"] is False


def test_two_formats_for_machines_cannot_share_stdout(folder: Path) -> None:
    found = check(folder, "--output", "json", "--output", "sarif", "good.md")
    assert found == (
        2,
        "",
        "coprod-audit: json and sarif cannot both go to stdout; name a file for one, as in --output sarif=FILE\n",
    )


def test_a_format_never_replaces_a_charter_or_what_somebody_else_wrote(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine\n", encoding="utf-8")
    own = check(folder, "--output", "text=good.md", "--force", "good.md")
    assert own == (
        2,
        "",
        "coprod-audit: 'good.md' is a file that is read here; name another file for text\n",
    )
    other = check(folder, "--output", "json=notes.txt", "good.md")
    assert other.code == 2
    assert other.err == (
        "coprod-audit: 'notes.txt' is there and does not look like json of ours; name another file, or add --force\n"
    )
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine\n"
    assert check(folder, "--output", "json=notes.txt", "--force", "good.md").code == 0


def test_on_github_text_is_fenced_annotations_follow_and_the_summary_is_added_to(folder: Path) -> None:
    page = folder / "summary.md"
    page.write_text("Another step wrote this.\n", encoding="utf-8")
    found = check(folder, "over.md", env={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(page)})
    lines = found.out.splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert lines[4] == f"::{token}::"
    assert lines[5].startswith(
        "::error file=over.md,line=9,endLine=9,col=11,endColumn=24,title=C003 the project claims more"
    )
    assert page.read_text(encoding="utf-8").startswith("Another step wrote this.\n## Charters\n")


def test_on_gitlab_the_report_of_code_quality_is_written(folder: Path) -> None:
    assert check(folder, "over.md", env={"GITLAB_CI": "true"}).code == 1
    record = json.loads((folder / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert [one["check_name"] for one in record] == ["C003"]


def test_what_is_asked_for_is_taken_over_what_the_service_would_get(folder: Path) -> None:
    found = check(folder, "--output", "rdjsonl", "over.md", env={"GITHUB_ACTIONS": "true"})
    assert [json.loads(line)["code"]["value"] for line in found.out.splitlines()] == ["C003"]


def test_flags_come_before_the_environment_and_the_environment_before_the_file(folder: Path) -> None:
    (folder / "coprod-audit.toml").write_text('min-rung = "co-design"\nmax-age = 30\n', encoding="utf-8")
    env = {"COPROD_AUDIT_MIN_RUNG": "consultation"}
    assert check(folder, "good.md").code == 1
    assert check(folder, "good.md", env=env).code == 0
    assert check(folder, "--min-rung", "co-production", "good.md", env=env).code == 1
    shown = check(folder, "--show-config", "--fail-on", "warning", env=env).out
    assert 'min-rung = "consultation"  # COPROD_AUDIT_MIN_RUNG\n' in shown
    assert 'fail-on = "warning"  # --fail-on\n' in shown
    assert "max-age = 30  # coprod-audit.toml:2\n" in shown
    assert 'evidence-from = "co-design"  # default\n' in shown


def test_the_configuration_is_found_above_and_never_beyond_the_root_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / "coprod-audit.toml").write_text('min-rung = "co-production"\n', encoding="utf-8")
    inner = tmp_path / "hub" / "docs"
    inner.mkdir(parents=True)
    (inner / "good.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "hub" / ".git").mkdir()
    assert check(inner, "good.md").code == 0
    (tmp_path / "hub" / "pyproject.toml").write_text(
        '[tool.coprod-audit]\nmin-rung = "co-design"\n', encoding="utf-8"
    )
    assert check(inner, "good.md").code == 1
    assert check(inner, "--no-config", "good.md").code == 0


def test_a_configuration_with_a_slip_stops_the_work_and_names_the_nearest_key(folder: Path) -> None:
    (folder / "coprod-audit.toml").write_text('min-rnug = "co-design"\n', encoding="utf-8")
    found = check(folder, "good.md")
    assert found.code == 2
    assert found.err.startswith(
        "coprod-audit.toml:1:1: G001 no key called 'min-rnug', the nearest is 'min-rung'"
    )


def test_paths_of_the_configuration_count_from_its_folder(folder: Path) -> None:
    (folder / "coprod-audit.toml").write_text('paths = ["good.md"]\n', encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / "docs").mkdir()
    assert check(folder / "docs").out == f"../good.md: {VERDICT}\n1 charter: nothing found\n"


def test_the_day_comes_from_the_flag_the_environment_or_the_epoch(folder: Path) -> None:
    late = changed(GOOD, ("review: 2027-06-01", "review: 2026-11-21"))
    (folder / "late.md").write_text(late, encoding="utf-8")
    passed = "the review was due on 2026-11-21"
    assert passed in check(folder, "late.md").out
    assert passed not in check(folder, "late.md", today="2026-11-21").out
    assert passed not in check(folder, "late.md", today=None, env={"COPROD_AUDIT_TODAY": "2026-11-20"}).out
    assert passed in check(folder, "late.md", today=None, env={"SOURCE_DATE_EPOCH": "1795305600"}).out


def test_a_baseline_lets_old_debt_be_refuses_new_debt_and_says_what_is_no_longer_needed(folder: Path) -> None:
    (folder / ".git").mkdir()
    written = check(folder, "--write-baseline")
    assert (written.code, written.out) == (0, "")
    assert written.err.startswith("The baseline is in coprod-audit-baseline.json.\n")
    known = ("--baseline", "coprod-audit-baseline.json")
    assert check(folder, *known).out.endswith("2 charters: nothing found; 1 known\n")
    worse = OVERCLAIMS.replace(
        "{view: mixed, size: 9, groups: {staff: 4, people: 5}}", "{view: staff, size: 4}"
    )
    (folder / "over.md").write_text(worse, encoding="utf-8")
    refused = check(folder, "--write-baseline", *known)
    assert refused.code == 1
    assert refused.err == (
        "The baseline is in coprod-audit-baseline.json.\n"
        "over.md:12:20: warning C008 only staff have answered; ask people too, and say so under 'respondent'\n"
        "1 new finding was not taken in; put right what it says, or add --accept-new-debt.\n"
    )
    (folder / "over.md").write_text(GOOD, encoding="utf-8")
    idle = check(folder, *known)
    assert idle.code == 0
    assert idle.out.startswith(
        "coprod-audit-baseline.json:5:7: warning C023 'over.md' has 0 of C003, and the baseline knows 1; tighten it with"
        " --write-baseline\n"
    )
    assert check(folder, "--strict-baseline", *known).code == 1


def test_a_broken_baseline_is_never_an_empty_one(folder: Path) -> None:
    (folder / "known.json").write_text('{"coprod-audit": "baseline/1"', encoding="utf-8")
    assert check(folder, "--baseline", "known.json", "good.md").code == 2
    assert check(folder, "--baseline", "none.json", "good.md").code == 2


def test_a_waiver_of_the_configuration_is_for_the_charters_of_its_pattern(folder: Path) -> None:
    waiver = '[[waivers]]\ncode = "C003"\nreason = "Until the board meets"\nowner = "A. Person"\nuntil = 2026-12-31\npath = "over*"\n'
    (folder / "coprod-audit.toml").write_text(waiver, encoding="utf-8")
    assert check(folder, "over.md").out.endswith("1 charter: nothing found; 1 waived\n")
    found = check(folder, today="2027-01-01")
    assert found.code == 1
    assert " C020 the waiver for C003 that 'A. Person' answers for ran out on 2026-12-31" in found.out


def test_rungs_that_the_ladder_does_not_have_are_told_where_they_were_given(folder: Path) -> None:
    found = check(folder, "--min-rung", "codesign", "good.md")
    assert (found.code, found.out) == (2, "")
    assert found.err == (
        "coprod-audit: --min-rung: no rung called 'codesign', the nearest is 'co-design'; the ladder has information,"
        " consultation, engagement, co-design, co-production\n"
    )


def test_a_limit_that_is_hit_names_the_option_that_raises_it(folder: Path) -> None:
    (folder / "long.md").write_text(GOOD + "x" * 1_000_001, encoding="utf-8")
    found = check(folder, "long.md")
    assert "raise the limit with --limit bytes=2000000 (D001)" in found.out
    assert check(folder, "--limit", "bytes=2000000", "long.md").code == 0


def test_the_list_names_every_rule_with_its_severity(golden: Callable[[Path, str], None]) -> None:
    found = check(ROOT, "--list")
    assert found.code == 0
    golden(ROOT / "tests" / "golden" / "check-list.txt", found.out)
    assert [line.split()[0] for line in found.out.splitlines()] == list(SEVERITIES)


def test_every_rule_has_a_page_that_says_why_and_what_to_do() -> None:
    pages = {entry.code: entry.text for entry in CATALOGUE}
    for code in SEVERITIES:
        assert len(pages[code].split(". ")) >= 2, code


def test_help_names_every_flag_and_ends_well(folder: Path) -> None:
    found = check(folder, "--help", today=None)
    assert found.code == 0
    for option in OPTIONS:
        if option.flag.startswith("-"):
            assert f"\n  {option.flag} {option.takes}".rstrip() in found.out


def test_a_word_that_is_no_flag_is_a_sentence_and_not_a_usage_screen(folder: Path) -> None:
    assert check(folder, "--minrung", "co-design") == (
        2,
        "",
        "coprod-audit: no option called '--minrung', the nearest is '--min-rung'; there are 22 to choose from\n",
    )


def test_both_doors_say_the_same(folder: Path) -> None:
    small = door(folder, "--today", "2026-11-22", "over.md", "good.md")
    large = check(folder, "over.md", "good.md")
    assert (small.returncode, small.stdout, small.stderr) == large


def test_typer_hands_every_word_to_the_same_parser(folder: Path) -> None:
    from coprod_audit.cli.boundary import main

    before = os.getcwd()
    os.chdir(folder)
    try:
        assert main(["check", "--today", "2026-11-22", "over.md"], by_front=False) == 1
        assert main(["check", "--today", "2026-11-22", "good.md"], by_front=False) == 0
        assert main(["check", "--help"], by_front=False) == 0
    finally:
        os.chdir(before)


def test_a_severity_of_the_configuration_is_that_of_every_finding_of_the_rule(folder: Path) -> None:
    waiver = "waivers:\n  - {code: C008, reason: r, owner: o, until: 2027-01-01}\nreview:"
    (folder / "idle.md").write_text(changed(GOOD, ("review:", waiver)), encoding="utf-8")
    (folder / "coprod-audit.toml").write_text(
        'severity = {C022 = "error", C003 = "note"}\n', encoding="utf-8"
    )
    found = check(folder, "idle.md", "over.md")
    assert found.code == 1
    assert (
        " error C022 the waiver for C008 that 'o' answers for lets nothing through; take it out\n"
        in found.out
    )
    assert " note C003 " in found.out


def test_a_baseline_keeps_what_it_knows_of_charters_that_are_not_looked_at(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / "staff.md").write_text(STAFF, encoding="utf-8")
    check(folder, "--write-baseline")
    before = (folder / "coprod-audit-baseline.json").read_text(encoding="utf-8")
    known = ("--baseline", "coprod-audit-baseline.json")
    for arguments, env in ((("over.md",), {}), ((), {"COPROD_AUDIT_PATHS": "over.md"})):
        assert check(folder, *known, "--write-baseline", *arguments, env=env).code == 0
        assert (folder / "coprod-audit-baseline.json").read_text(encoding="utf-8") == before
        assert " C023 " not in check(folder, *known, *arguments, env=env).out
    (folder / "staff.md").unlink()
    assert " C023 the charter 'staff.md' was not found" in check(folder, *known).out


def test_a_baseline_that_nobody_names_says_how_to_have_it_count(folder: Path) -> None:
    assert check(folder, "--write-baseline").err == (
        "The baseline is in coprod-audit-baseline.json.\n"
        'It counts once it is named: --baseline coprod-audit-baseline.json, or baseline = "coprod-audit-baseline.json"'
        " in the configuration.\n"
    )


def test_a_baseline_is_not_written_where_the_rules_are_taken_from_elsewhere(tmp_path: Path) -> None:
    from tests.check_kit import Repository

    made = Repository(tmp_path)
    made.write("charter.md", GOOD)
    made.commit()
    found = made.check("--rules-from", "main", "--write-baseline")
    assert found == (
        2,
        "",
        "coprod-audit: --write-baseline writes here, and --rules-from takes the baseline from elsewhere; leave one of them out\n",
    )


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_takes_the_place_of_an_older_one_of_its_kind_and_of_nothing_else(
    folder: Path, name: str
) -> None:
    for charter in ("over.md", "good.md", "over.md"):
        assert check(folder, "--output", f"{name}=out", charter).err == ""
    written = (folder / "out").read_text(encoding="utf-8")
    for other in FORMATS:
        if other != name:
            assert check(folder, "--output", f"{other}=out", "over.md").code == 2, other
    (folder / "out").write_text(" " * 150 + "mine", encoding="utf-8")
    assert check(folder, "--output", f"{name}=out", "over.md").code == 2
    (folder / "out").write_text("", encoding="utf-8")
    assert check(folder, "--output", f"{name}=out", "over.md").code == 1
    assert (folder / "out").read_text(encoding="utf-8") == written


def test_what_the_check_reads_is_never_written_over(folder: Path) -> None:
    (folder / "coprod-audit.toml").write_text("max-age = 365\n", encoding="utf-8")
    (folder / "link.json").symlink_to("coprod-audit.toml")
    for path in ("coprod-audit.toml", "./coprod-audit.toml", "link.json"):
        assert check(folder, "--output", f"json={path}", "--force", "good.md") == (
            2,
            "",
            f"coprod-audit: '{path}' is a file that is read here; name another file for json\n",
        )


def test_one_file_cannot_hold_two_formats(folder: Path) -> None:
    found = check(folder, "--output", "json=out", "--output", "sarif=./out", "good.md")
    assert found == (2, "", "coprod-audit: 'out' is named for two formats; name another file for json\n")


def test_a_ladder_of_ones_own_needs_no_setting_of_ours(folder: Path) -> None:
    from tests.reading_kit import ANSWERS, SMALL

    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    found = check(folder, "--questionnaire", "small.yaml", "--max-age", "none", "answers.yaml")
    assert (found.code, found.err) == (0, "")
    assert found.out.endswith("warnings\n") or found.out.endswith("nothing found\n")
    asked = check(folder, "--questionnaire", "small.yaml", "--evidence-from", "co-design", "answers.yaml")
    assert asked.code == 2
    assert asked.err.startswith("coprod-audit: --evidence-from: no rung called 'co-design'")


def test_words_for_a_section_that_the_questionnaire_does_not_have_are_told(folder: Path) -> None:
    (folder / "coprod-audit.toml").write_text('sections = {goal = ["Purpose"]}\n', encoding="utf-8")
    found = check(folder, "good.md")
    assert found.code == 2
    assert found.err.startswith(
        "coprod-audit.toml:1:1: G006 no section called 'goal', the nearest is 'goals'"
    )


def test_words_for_a_section_are_looked_for_in_headings(folder: Path) -> None:
    said = changed(GOOD, ("## Goals", "## North star"))
    (folder / "star.md").write_text(said, encoding="utf-8")
    assert " C016 " in check(folder, "star.md").out
    (folder / "coprod-audit.toml").write_text('sections = {goals = ["North star"]}\n', encoding="utf-8")
    assert " C016 " not in check(folder, "star.md").out


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, False),
        ({}, False),
    ],
)
def test_colour_is_for_those_who_want_it(folder: Path, env: dict[str, str], coloured: bool) -> None:
    assert ("\x1b[" in check(folder, "over.md", env={"TERM": "xterm", **env}).out) is coloured


def test_a_code_is_explained_however_it_is_typed(folder: Path) -> None:
    from coprod_audit.cli import catalogued

    assert catalogued.page("c3") == catalogued.page("C003") == catalogued.page("C03")


def test_what_others_than_the_author_put_into_a_folder_is_left_alone(folder: Path) -> None:
    (folder / "node_modules").mkdir()
    (folder / "node_modules" / "charter.md").write_text(OVERCLAIMS, encoding="utf-8")
    (folder / "over.md").unlink()
    assert check(folder).out.endswith("1 charter: nothing found\n")


def test_a_folder_that_is_reached_by_a_link_is_the_same_repository(folder: Path, tmp_path: Path) -> None:
    (folder / ".git").mkdir()
    beside = tmp_path.parent / f"{tmp_path.name}-link"
    beside.symlink_to(folder)
    found = check(folder, str(beside / "good.md"))
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith(f"good.md: {VERDICT}\n")


@pytest.mark.parametrize(
    "flag", ["--rules-from", "--min-rung", "--output", "--limit", "--today", "--baseline"]
)
def test_a_flag_without_its_value_is_never_dropped(folder: Path, flag: str) -> None:
    for words in ((f"{flag}=",), (flag, ""), (f"{flag}=--",), (flag, "--"), (flag,)):
        found = check(folder, *words, today=None)
        assert (found.code, found.out) == (2, ""), words
        assert flag in found.err


def test_a_day_that_is_still_to_come_is_no_day_of_answers(folder: Path) -> None:
    (folder / "late.md").write_text(changed(GOOD, ("date: 2026-06-01", "date: 2099-01-01")), encoding="utf-8")
    assert (
        "late.md:11:9: warning C015 the answers are of 2099-01-01, which is still to come; write the day on which they"
        " were given\n"
    ) in check(folder, "late.md").out


def test_nothing_is_written_through_a_link_or_into_a_pipe(folder: Path, tmp_path: Path) -> None:
    (folder / ".git").mkdir()
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (folder / "reports").symlink_to(outside)
    (folder / "stdin.json").symlink_to("/dev/stdin")
    os.mkfifo(folder / "pipe.json")
    assert check(folder, "--output", "json=reports/x.json", "good.md") == (
        2,
        "",
        "coprod-audit: 'reports/x.json' lies behind a link that leads out of the repository; name another file\n",
    )
    for name in ("stdin.json", "pipe.json"):
        assert check(folder, "--output", f"json={name}", "good.md").code == 2, name
    assert list(outside.iterdir()) == []


def test_a_report_is_written_of_a_charter_as_of_a_file_of_answers(folder: Path) -> None:
    from coprod_audit.cli.boundary import main

    matter = GOOD.split("---\n")[1].replace("charter/1", "answers/1").replace("review: 2027-06-01\n", "")
    (folder / "answers.yaml").write_text(matter, encoding="utf-8")
    (folder / "plain.yaml").write_text(GOOD.split("---\n")[1], encoding="utf-8")
    before = os.getcwd()
    os.chdir(folder)
    try:
        for name in ("good.md", "answers.yaml", "plain.yaml"):
            assert main(["report", name, "-o", f"{name}-audit.md", "--no-picture"]) == 0
    finally:
        os.chdir(before)
    texts = {
        (folder / f"{name}-audit.md").read_text(encoding="utf-8")
        for name in ("good.md", "answers.yaml", "plain.yaml")
    }
    assert len(texts) == 1


def test_a_guide_that_speaks_of_charters_is_none(folder: Path) -> None:
    (folder / "guide.md").write_text(
        "# Guide\n\n```markdown\n---\ncoprod-audit: charter/1\n---\n```\n", encoding="utf-8"
    )
    (folder / "lost.md").write_text(GOOD.removeprefix("---\n"), encoding="utf-8")
    found = check(folder)
    assert "guide.md" not in found.out
    assert "lost.md:1:1: error C001 the file has no front matter" in found.out


def test_a_folder_with_very_many_files_is_refused_at_the_first_too_many(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coprod_audit.checking.charters.MOST", 2)
    assert check(folder).code == 1
    (folder / "third.md").write_text("# Another\n", encoding="utf-8")
    found = check(folder)
    assert (found.code, found.out) == (2, "")
    assert "has more than 2 files to look into; name the folders of the charters\n" in found.err


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("minutes.pdf", True),
        ("minutes/2026 05.pdf#page=3", True),
        ("./minutes", True),
        ("/etc/hostname", True),
        ("file:///etc/hostname", True),
        ("https://example.org/minutes.pdf", False),
        ("Minutes, 3 May 2026", False),
        ("000, Case study 1", False),
        ("two lines\nminutes.pdf", False),
    ],
)
def test_what_reads_like_a_path_is_looked_for_as_one(text: str, path: bool) -> None:
    assert is_path(text) is path
