"""What can be wrong with a map, with how it fits a table, and with a cell that is read by it."""

from typing import Final

MAPS: Final = r"""
M001 a column that is to be what there is not
  A column is a question (`told`), a row of a table (`decisions.money`), a table in one cell (`decisions`), a
  detail (`project.title`, `respondent.view`), `key`, `note of told`, `evidence for told`, "group: region" or
  `ignored`. docs/maps.md lists them.
M002 two columns for one thing
  An answer stands in one column. Where a form asked twice, decide which column counts and write `ignored` for
  the other.
M003 a column that the table does not have
  The header in the map has to be the one in the table; case, blanks, quotation marks and full stops at the end
  do not count. Was the question reworded since? A table without its column would be judged as if nobody had
  been asked.
M004 a column that is not told from another
  Two columns have the same header, or the map names one column twice. Name columns by their number, as in
  `column 7: told`; the first is `column 1`.
M005 answers to something that is not a question
  Under `answers` stand questions, facts such as decisions.money, respondent.view, project.claims,
  project.intends, or `all` for what is the same everywhere. Several that have the same answers stand in one
  line, with commas between them.
M006 a choice that the question does not have
  After the text of a cell stands the id of a choice, `unknown` where people said that they do not know,
  `not-applicable` where the question allows it, or `not asked`. Under `all` only the last three can stand.
M007 a text that means two things
  Texts are compared without case, blanks, kinds of quotation marks and full stops at the end, so two lines for
  one question may be the same text. Keep one of them.
M008 a default that cannot stand
  Defaults are details that hold for every row where the table says nothing, such as project.unit or
  respondent.view. They are held to the same rules as cells.
M009 a map to another questionnaire
  A map says which column is which question of one questionnaire. Name that one with --questionnaire.
M010 a setting that there is not
  `form` is the tool that exported the table, `dates` is iso, day-first or month-first, and `numbers` is no,
  yes (the lowest choice is 0) or `from 1`.
M011 columns that the map does not name
  They are left out. Say in the map what each is; `ignored` where it is not needed, so that a new column is
  noticed next month. A drafted map has a line for each that begins with `#`: write what the column is in place of
  `...`, and take the `#` away. What a form tool adds by itself (its times, its numbers) needs no line.
M012 rows that were not finished
  The form tool says that somebody broke off. The row is judged like any other: what was not answered counts as
  not asked, so the result may be a range.
M013 nothing to judge
  No column of the table is a question. `coprod-audit batch --draft-map TABLE > map.yaml` drafts a map, and
  docs/maps.md says how to read it.
M014 lines of the map that nobody has checked
  A drafted map marks with `# to be checked` what is only like the questionnaire's words. Such a line is used as it
  stands. Look at the question and the column, put the line right if need be, and take the remark away.
M015 more header rows than there are rows
  `skip-rows` says how many rows below the first are headers too, as Qualtrics writes two. Here the table ends before
  that, so every response would be taken for a header.
M020 a cell that is no choice
  A cell is a choice's id, its label or its plain wording, or what the map says under `answers`. Nothing is
  guessed: write in the map which choice the text is, or `not asked`. The rest of the table is judged.
M021 several choices in one cell
  The question takes one answer and the form took several. Decide which one counts, for each such row, or ask
  again. Next time, let the form take only one.
M022 a line that is no row of the table
  A table in one cell has a line for each row: what the row is called, a colon, and the answer. Where several rows can
  be ticked, the cell holds what those are called, with semicolons, commas or line ends between them, or `none`.
M023 no day
  Days are written as 2026-05-12; a time after it does not matter. Where days or months come first, the map says
  so: `dates: day-first` or `dates: month-first`.
M024 a cell that is no view
  Who answered is one of staff, people, carers, partners, leaders and mixed. Other words are explained in the map
  under `answers`, as in `respondent.view: {Tenant: people}`.
M025 a cell that is no rung
  What a project claims or intends is a rung of the ladder. Other words are explained in the map under `answers`,
  as in `project.claims: {Coproduced: co-production}`.
M026 numbers of people that do not fit
  How many answered is a whole number. Groups belong to a mixed view and come to its size.
M027 not applicable where it always applies
  Only some questions can be not applicable. Say in the map what the text means here: `unknown` where people
  could not say, `not asked` where the form did not put the question.
M028 a text too long
  A title, a note or another text from a cell has at most 20,000 characters. Shorten it, or map the column as
  `ignored`.
M029 a map to another version
  The questions may have changed since the map was made. It is used as far as it fits; look through it and write
  the new version into it.
"""
