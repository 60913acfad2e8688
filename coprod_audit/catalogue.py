"""Every code that the program can report: what it means, why it is a fault, and how to put it right.

Codes are stable: one that is no longer used stays out of use. A line that begins with a code gives its
title, the lines under it the text that `coprod-audit explain CODE` prints.
"""

import re
from typing import Final, NamedTuple


class Entry(NamedTuple):
    """One code with its page."""

    code: str
    title: str
    text: str


# Reading any file.
_DOCUMENTS = r"""
D001 the file is too large
  Questionnaires are read up to 1 MB a file, answers up to 5 MB. Real ones have a hundredth of that, so a
  larger file is usually the wrong one. Split a questionnaire into several files of its folder, or shorten
  the notes of the answers. Scripts may pass other limits to read_questionnaire and read_answers.
D002 a character that no text needs
  Control characters (NUL, escape, backspace and their like), line separators that YAML readers disagree
  about, byte-order marks inside the text and half characters (surrogates) are refused: they do not show
  in an editor, and some of them steer terminals. Take the character out. If it really belongs to the
  text, write the text in double quotes and the character as an escape, such as \u2028.
D003 the file is not UTF-8 but UTF-16 or UTF-32
  Some editors on Windows call this encoding "Unicode". Save the file again and choose UTF-8.
D004 the file is not UTF-8
  The byte named does not belong to UTF-8; often the file was saved as Latin-1 or Windows-1252. Save it
  again and choose UTF-8. Nothing is guessed, because a wrong guess changes names.
D005 a tab stands for indentation
  YAML indents with spaces only, because a tab is as wide as each editor likes. Replace the tab by two
  spaces a step. Inside a text, tabs are fine.
D006 this is not YAML
  The file breaks off here: a quotation mark or bracket that is never closed, a colon inside a text that
  has no quotes, lines that are not indented alike. The slip is at the place named or just above it.
  Putting the text in double quotes cures most of them.
D007 nested too deep
  Lists and mappings may stand in each other 32 deep; real files need eight. Programs that build files by
  mistake go deeper, and so do files made to crash a reader.
D008 too many values
  A file may hold 100,000 texts, lists and mappings together. Split it.
D009 a text is too long
  A text may have 20,000 characters, about ten pages. Put a longer one into a file of its own and name it
  as evidence.
D010 an anchor or an alias
  In YAML, &name keeps a value and *name repeats it. A few lines of that can stand for gigabytes, and a
  reader of the diff does not see what is meant, so neither is read. Write the value out. A text that only
  begins with & or * goes in quotes.
D011 a tag
  In YAML, ! begins a tag that asks for a type or even for code. Every value here is text, so there is
  nothing to ask for. Leave the tag out; a text that only begins with ! goes in quotes.
D012 a merge key
  The key << copies another mapping into this one. Write the keys out, so that the diff shows them.
D013 a second document
  A line of three hyphens begins a new document. One file holds one: what follows would silently not
  count.
D014 a key stands twice
  YAML readers differ in which of two equal keys counts, so neither is taken. Keep one of them; the
  message says where the first stands.
D015 the file is empty
  There is nothing in it but blanks and comments. An answers file to fill in comes from `coprod-audit
  questionnaire answers-file`.
D016 a key that is not a text
  Before a colon stands a name. A list, a mapping or nothing at all cannot be one.
D017 there are more faults than are told apart
  The first hundred are listed, the others only counted; one slip near the top often causes them all. Put
  right what is listed and run it again.
D020 another kind of value is expected
  A text stands where a list or a mapping belongs, or the other way round. A list has a hyphen before each
  entry, or square brackets round them; a mapping has a key, a colon and a value.
D021 something needed is missing
  The key named has to be there, and something has to stand after its colon.
D022 a key that nobody knows
  Usually a slip of the pen; the nearest known name is given. A key that is not known would silently not
  count, so it is refused.
D023 an empty entry in a list
  A hyphen with nothing after it. Write the entry or take the hyphen out.
D024 not a whole number
  A number in digits is expected, such as 8, within the bounds that the message names.
D025 the file does not say what it is
  The first line of every file names its format and version, such as `coprod-audit: answers/1`, so that a
  charter is not read as answers and a later format is not read by an older program.
D026 neither yes nor no
  Only the words yes and no are read here, in quotes or without.
"""

# Questionnaires.
_QUESTIONNAIRES = r"""
Q001 a name that cannot be an id
  Ids consist of 1 to 64 small letters, digits and hyphens, so that they can stand in answers, links and
  commands. The words of conditions (all, any, none, at-least-n, rows, is), of answers (unknown,
  not-applicable, answer, note, evidence), of derived facts (project, result, respondent) and `below` are
  taken.
Q002 an id is given twice
  Answers, criteria and advice refer to ids, so each stands for one thing. The message says where the
  first one is.
Q003 a rung that the ladder does not have
  The name has to be the id of a rung under `ladder`.
Q004 a question that does not exist
  The name has to be the id of a question, or one of the derived facts: project.claims, project.intends,
  project.off-the-table, respondent.people, result.lowest, result.highest, result.claim, result.intent.
Q005 a choice that the question does not have
  The name has to be the id of one of the question's choices. `unknown` asks whether nobody could say.
Q006 a row that the table does not have
  Rows are named as in decisions.money. Inside `where`, `row-when` and definitions the bare name of a
  table means the row in hand; elsewhere a row has to be named, or `rows` asks about several.
Q007 a section that does not exist
  The name has to be the id of a section under `sections`.
Q008 a source that is not listed
  A source is written as its id, a comma and the place in it, as in "000, Box A". The id has to be listed
  under `sources`.
Q009 a story that does not exist
  The name has to be the id of a story under `stories`.
Q010 an alarm that does not exist
  The name has to be the id of an alarm under `alarms`.
Q011 a definition that does not exist
  `is` takes the id of a definition under `definitions`. A definition cannot rest on another.
Q012 a condition that cannot be read
  A condition is a mapping with one key: a question ({told: nothing}, {told: {at-least: too-late}},
  at-most, any-of), or a word that joins others (all, any, none, at-least-n, rows, is).
  questionnaires/README.md shows each of them.
Q013 a comparison that has no order
  `at-least` and `at-most` compare ranks. A choice whose rank is `outside`, and a fact without order, have
  none: list the choices that are meant with any-of.
Q014 ranks that are no scale
  Each choice has a rank of its own, from 0 for the lowest without a gap, or `outside` if it is not on the
  scale (such as "fixed by law"). Which answer counts for more is decided here, not by the order in the
  file.
Q015 a rung without a criterion, or with two
  Each rung has exactly one criterion, so that it is always clear what reaches it.
Q016 a criterion that could count the wrong way
  A criterion says what must be true. `none`, `at-most` and `unknown` could let a better answer, or
  knowing less, lift a rung; facts worked out from the rung would go in circles; a question that may not
  apply leaves a hole.
Q017 a practice question with other choices
  A question with `matters-from` is about practice: its choices are not-in-place (rank 0), partly (1) and
  in-place (2), so that practice can be told in one way.
Q018 a question that nothing uses
  No criterion, alarm, recommendation, row or reading asks for its answer, so people would be asked for
  nothing. Use it, or leave it out.
Q019 a rung that no answers reach
  No combination of answers meets its criterion and leaves the higher rungs unmet. A rung that nobody can
  stand on misleads: loosen its criterion, or tighten the one above.
Q020 a criterion that always holds
  Every combination of answers meets it, so that nobody could stand below that rung.
Q021 a condition that can never hold
  No combination of answers makes it true, so that the alarm or advice would never be seen. Often two
  choices of the same question are joined with `all` where `any` was meant.
Q022 a question with one choice
  There is nothing to choose. Offer at least two choices; "nobody could say" is always there besides.
Q023 a placeholder that nothing fills
  {people}, {People}, {organisation} and {Organisation} are filled in, and in tables {row} and {Row}.
  Others would stand in the audit as they are.
Q024 too many questions
  A questionnaire has at most 1,000 questions, each row of a table counted as one.
Q025 the questionnaire is not whole
  Id, version, title, below, ladder, sections, questions and criteria have to be there, and what is not a
  list stands in exactly one of its files.
Q026 advice that helps against nothing
  Under `helps` stands what the advice is for: alarms, treads (rungs), unlocks (facts) or practice
  (questions). Without it the advice would never be chosen.
Q027 a practice question is expected
  Only questions with `matters-from` are practice; another one cannot be improved by advice on practice.
Q028 a table that is not whole
  A question of kind `table` has rows of its own, or borrows them with `rows-of` from a table that has.
  Other questions have neither, and no `row-when`.
Q029 an alarm of a kind that does not exist
  Alarms are of the kind `alarm`, or `contradiction` where two answers do not go together.
Q031 conditions that come to too much
  When conditions over rows are written out for each row they may come to 100,000 tests. Ask about fewer
  rows, or use fewer conditions.
Q032 the rung rests on too many answers
  The criteria of all rungs together may rest on 60 different answers, each row of a table counted as one;
  the questionnaire that ships has sixteen. What would raise or lower a project is looked for among all of
  them. Ask fewer questions that decide; the others can still raise alarms and bring advice.
Q033 the criteria are too entangled
  To judge exactly, all answers are laid out in a diagram, and this one would have more than 20,000 nodes.
  That comes of criteria in which many answers matter only together with others that stand far away in the
  questionnaire. Count answers with `at-least-n` instead of pairing them, or let the criterion rest on fewer.
Q034 a criterion looks at a row that is not asked
  A row of a table with `row-when` is asked only after certain answers. Where a criterion looks at it after
  other answers too, an answer that nobody was asked for would move the rung, and the audit would suggest to
  change it. Repeat the condition: `all: [{decisions: worked-out}, {differences: people}]`.
Q035 too many rungs, choices, rows or parts
  A ladder has at most 20 rungs, a question 50 choices, a table 50 rows, and one `at-least-n` counts 100
  conditions. Nobody could read out more, and what can come of them grows with every one.
"""

# Answers.
_ANSWERS = r"""
A001 a question that the questionnaire does not have
  The name has to be the id of a question; `coprod-audit questionnaire show` lists them. Nothing that was
  answered is left out silently.
A002 a choice that the question does not have
  The answer has to be the id of one of the question's choices, or `unknown` where it was asked and nobody
  could say.
A003 a row that the table does not have
  The name has to be the id of one of the table's rows.
A004 not applicable where it always applies
  Only some questions can be not applicable. Everything that decides the rung always applies; where nobody
  could say, `unknown` is the honest answer.
A005 a day that does not exist
  Dates are written as year, month and day, as in 2016-05-01, and the day has to exist.
A006 a view that does not exist
  Who answered is one of staff, people, carers, partners, leaders and mixed. People and carers are those
  the matter is for.
A007 groups that do not fit
  Groups say how many of each kind answered together. They need `view: mixed`, and come to the size where
  one is given.
A008 a rung that the ladder does not have
  What the project claims and intends is the id of a rung; `coprod-audit questionnaire show` names them.
A009 answers to another questionnaire
  Answers only mean something with the questions that were asked. Name the questionnaire with
  --questionnaire.
A010 answers to another version
  The questions may have changed since. All answers still fit, so the audit goes on; look through the
  changed questions, then write the new version into the file.
A011 the project lacks its unit
  Before any question the team writes one sentence: whose decisions about what, over the last twelve
  months, at one level. Without it a rung says nothing, so none is printed. Write it under `project`, as
  in `unit: Decisions of the council about the youth hub, 2015-16`.
A012 rows where there are none, or none where there are
  A table is answered row by row, other questions with one choice. `coprod-audit questionnaire show` tells
  which is which.
A013 the questionnaire is not named
  Its id and version stand in one line, as in `questionnaire: coprod-ladder 1.0`.
A015 too much evidence for one answer
  At most 100 pieces are kept for one answer. Name those that somebody would look at first.
"""

# Templates of one's own; `template_faults` reports them in the same words (tested).
_TEMPLATES = r"""
T001 the template cannot be read
  A template is a plain file of UTF-8 text, at most 1 MB, named with letters, digits, dots, dashes and
  underscores. A folder, a pipe or a link to somewhere else is not read. Give the path of the file itself.
T002 the template is not well formed
  A tag is not closed, or something inside {{ }} or {% %} is not the language of Jinja templates. The line
  named is where reading stopped; the slip is there or just above. templates/README.md shows the language.
T003 the template asks for something that is not there
  A template may only print names that the result has. Compare the name with `coprod-audit report --format
  json`, which shows everything there is, or with `coprod-audit schema result`. A key that can be absent
  does not exist: what is not known is null, an empty text or an empty list.
T004 the template reaches for something it may not touch
  A template sees plain data and the filters that templates/README.md lists. It cannot reach attributes of
  Python objects, call anything but its own macros, or open files. Print what the result holds instead.
T005 the template includes a file that is not beside it
  An include or import takes the bare name of a plain file in the template's own folder: no path, no `..`,
  no link. Put the file beside the template, or copy the text into it.
T006 the template takes too long
  Rendering is stopped after 5 seconds; the audits we ship take a few thousandths of one. Look for a loop
  inside a loop, or a loop over a very long range.
T007 the template needs too much memory
  Rendering may use 256 MB. Look for a text that is multiplied or joined to itself in a loop, or for
  templates that include each other.
T008 the template writes too much
  What a template writes may be 10 MB long, which is a thousand times a usual audit. Look for a loop that
  prints inside a loop. Nothing was written: half an audit would be worse than none.
T009 the template fails while it is being filled in
  A filter was given something it cannot work with, such as sorting texts together with numbers. The line
  named is where it happened.
"""

# Files and what is written.
_FILES = r"""
F001 there is no such file
  The name or the folder is misspelt, or the file lies elsewhere; the nearest name in the folder is given.
F002 a folder where a file is expected
  Name a file inside it. Only a questionnaire can be a folder.
F003 not a regular file
  Pipes and devices are not read: they may never end, and could not be read twice. Save what they give
  into a file.
F004 reading is not permitted
  The file belongs to somebody else or is protected. Ask its owner, or change its permissions.
F005 the file cannot be read
  The system reports a fault that is not about what stands in the file. Copy it elsewhere and try again.
F007 a questionnaire that is not installed
  `coprod-audit questionnaire list` shows what ships with the tool. One of your own is named by its path.
F008 a folder that is no questionnaire
  A questionnaire's folder holds one to a hundred files that end in .yaml.
"""


_ENTRY = re.compile(r"^([DQATF][0-9]{3}) (.+)\n((?:  .*\n)+)", re.MULTILINE)


def _entries(*blocks: str) -> tuple[Entry, ...]:
    found = [entry for block in blocks for entry in _ENTRY.findall(block)]
    return tuple([Entry(code, title, " ".join(text.split())) for code, title, text in found])


CATALOGUE: Final = _entries(_DOCUMENTS, _QUESTIONNAIRES, _ANSWERS, _TEMPLATES, _FILES)
"""All entries, by family and number."""
