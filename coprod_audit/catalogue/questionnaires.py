"""What can be wrong with a questionnaire."""

from typing import Final

QUESTIONNAIRES: Final = r"""
Q001 a name that cannot be an id, or a version that cannot be one
  Ids consist of 1 to 64 small letters, digits and hyphens, so that they can stand in answers, links and
  commands. The words of conditions (all, any, none, at-least-n, rows, is), of answers (unknown,
  not-applicable, answer, date, note, evidence), of derived facts (project, result, respondent) and `below` are
  taken. A version consists of 1 to 40 letters, digits, dots, hyphens, plus signs and underscores.
Q002 an id is given twice
  Answers, criteria and advice refer to ids, so each stands for one thing. The message says where the
  first one is.
Q003 a rung that the ladder does not have
  The name has to be the id of a rung under `ladder`.
Q004 a question that does not exist
  The name has to be the id of a question. A condition may also ask for a derived fact: project.claims,
  project.intends, project.off-the-table, respondent.people, result.lowest, result.highest, result.claim,
  result.intent.
Q005 a choice that the question does not have
  The name has to be the id of one of the question's choices. `unknown` asks whether nobody could say.
Q006 a row that the table does not have
  Rows are named as in decisions.money. Inside `where`, `row-when` and definitions the bare name of a table
  means the row in hand; elsewhere a row has to be named, or `rows` asks about several. Under `of` stand
  rows that every table of its `where` has.
Q007 a section that does not exist
  The name has to be the id of a section under `sections`.
Q008 a source that is not listed
  A source is written as its id, a comma and the place in it, as in "000, Box A". The id has to be listed
  under `sources`.
Q009 a story that does not exist
  The name has to be the id of a story under `stories`. `coprod-audit questionnaire show --stories` lists them.
Q010 an alarm that does not exist
  The name has to be the id of an alarm under `alarms`.
Q011 a definition that does not exist
  `is` takes the id of a definition under `definitions`. A definition cannot rest on another.
Q012 a condition that cannot be read
  A condition is a mapping with one key: a question ({told: nothing}, {told: {at-least: too-late}}, at-most,
  any-of), or a word that joins others (all, any, none, at-least-n, rows, is). A comparison uses one way and
  names something; what joins others joins at least one. `rows` and definitions speak of a table, `rows`
  does not stand inside a condition about one row, and `is` stands only there. questionnaires/README.md
  shows each of them.
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
  No criterion, definition, alarm, recommendation or `row-when` asks for its answer, neither `work` nor
  `community-led` names it, and it is not about practice. So people would be asked for nothing. Use it, or
  leave it out.
Q019 a rung that no answers reach
  No combination of answers meets its criterion and leaves the higher rungs unmet. A rung that nobody can
  stand on misleads: loosen its criterion, or tighten the one above.
Q020 a criterion that always holds
  Every combination of answers meets it, so that nobody could stand below that rung.
Q021 a condition that can never hold
  No combination of answers makes it true, so that the alarm, the advice or the row would never be seen, or
  nobody ever be told that they are community-led. Often two choices of the same question are joined with
  `all` where `any` was meant.
Q022 a question with one choice or none
  There is nothing to choose. Offer at least two choices; "nobody could say" is always there besides.
Q023 a placeholder that nothing fills
  {people}, {People}, {organisation} and {Organisation} are filled in, and in tables {row} and {Row}.
  Others would stand in the audit as they are.
Q024 too many questions
  A questionnaire has at most 1,000 questions, each row of a table counted as one. Leave some out: nobody
  answers so many. `--limit questions=NUMBER` raises the limit.
Q025 the questionnaire is not whole
  Id, version, title, below, ladder, sections, questions and criteria have to be there, and what is not a
  list stands in exactly one of its files.
Q026 advice that helps against nothing
  Under `helps` stands what the advice is for: alarms, treads (rungs), unlocks (facts) or practice
  (questions). Without it the advice would never be chosen.
Q027 a practice question is expected
  Only questions with `matters-from` are practice; another one cannot be improved by advice on practice.
Q028 a table that is not whole
  A question is of kind `choice`, or of kind `table`. A table has rows of its own, or borrows them with
  `rows-of` from a table that has. Other questions have neither, and no `row-when`.
Q029 an alarm of a kind that does not exist
  Alarms are of the kind `alarm`, or `contradiction` where two answers do not go together.
Q031 conditions that come to too much
  When conditions over rows are written out for each row they may come to 100,000 tests. Ask about fewer
  rows, or use fewer conditions. No option raises this: it is what keeps reading quick.
Q032 the rung rests on too many answers
  The criteria of all rungs together may rest on 60 different answers, each row of a table counted as one;
  the questionnaire that ships has sixteen. What would raise or lower a project is looked for among all of
  them. Ask fewer questions that decide; the others can still raise alarms and bring advice. No option
  raises this: it is what keeps judging quick.
Q033 the criteria are too entangled
  To judge exactly, all answers are laid out in a diagram. This one would have more than 20,000 nodes, or
  take more than a million steps to lay out. That comes of criteria in which many answers matter only
  together with others that stand far away in the questionnaire, or of counting very many. Count answers
  with `at-least-n` instead of pairing them, or let the criterion rest on fewer. No option raises this: it
  is what keeps judging quick.
Q034 a criterion looks at a row that is not asked
  A row of a table with `row-when` is asked only after certain answers. Where a criterion looks at it after
  other answers too, an answer that nobody was asked for would move the rung, and the audit would suggest to
  change it. Repeat the condition: `all: [{decisions: worked-out}, {differences: people}]`.
Q035 too many rungs, choices, rows, parts or lenses
  A ladder has at most 20 rungs, a question 50 choices, a table 50 rows, and one `at-least-n` counts 100
  conditions; there are at most 50 lenses, each with 100 elements. Nobody could read out more, and what can come
  of them grows with every one. Leave some out, or make two questions of one. `--limit rungs=NUMBER`,
  `--limit choices=NUMBER`, `--limit rows=NUMBER`, `--limit parts=NUMBER`, `--limit lenses=NUMBER` and
  `--limit elements=NUMBER` raise the limits.
Q036 a version in which no question can have changed
  `changed` says in which version a question last came to mean something else, in numbers and dots, as in "1.1".
  It is the questionnaire's own version or an earlier one: who answered an earlier one is asked again, and with a
  version that is still to come they would be, each time the questionnaire changes. Raise `version` with it.
Q037 a question of kind several that is not whole
  In a question of kind `several` any number of rows can be ticked. It has rows of its own and two choices: the one of
  rank 0 is what no tick says, the one of rank 1 what a tick says. It has no `row-when`, and does not borrow rows.
Q038 a lens names what is not there
  An element names advice by the `id` of a recommendation, a picture of two directions names two elements of its own
  lens, and a picture of stages a table of the questionnaire. `coprod-audit questionnaire show --advice` lists every
  recommendation.
Q039 a lens looks at what nobody answered
  A lens shows the same answers through another framework. Its conditions speak of answers, never of what came out
  of them: not of `result`, of what the project claims or intends, or of who answered.
Q040 an element that can never come out evident
  No combination of answers makes its condition true, so that every project would lack it. Often two choices of the
  same question are joined with `all` where `any` was meant.
Q041 an element that is always evident
  All answers make its condition true, so that it says nothing of any project. Say what it asks for.
Q042 an element that can never come out partly
  Wherever `partly` holds, `when` holds as well, or nothing makes it true. Leave `partly` out, or loosen it.
Q043 a lens that is not whole
  A lens has at least one element, and a picture of two directions, which are two of its elements, or of stages, with at
  least one column and one line, not both. A disagreement has two sides.
Q044 something else in a file of lenses
  A file that is named with `--lens` adds lenses, and may bring `sources`, `stories` and `disagreements` with it. It has no
  questions and no rule, so that it cannot move a rung. Put what else you need into a questionnaire of your own.
Q045 a choice in two columns
  A picture of stages puts each answer of its table into one column. Where two columns have the same choice, an answer
  would stand in both, and the picture would show one decision as two. Take the choice out of one of them.
Q046 a part that nobody has to answer, and on which something hangs
  A section with `optional: "yes"` is asked only where somebody wants it. A rung or an alarm that speaks of its questions
  would hang on whether somebody did. Move the question into a section that everybody is asked, or take it out
  of the condition; lenses and advice may speak of it.
"""
