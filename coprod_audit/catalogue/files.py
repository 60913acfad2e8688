"""What can be wrong with a file before anybody asks what it is about."""

from typing import Final

FILES: Final = r"""
F001 there is no such file
  The name or the folder is misspelt, or the file lies elsewhere; the nearest name in the folder is given.
  `coprod-audit questionnaire answers-file` makes a file for answers, `coprod-audit check --init` a charter, and `coprod-audit questionnaire list`
  shows the questionnaires that ship with the tool.
F002 a folder where a file is expected
  Name a file inside it. Only a questionnaire can be a folder.
F003 not a regular file
  Pipes and devices are not read: they may never end, and could not be read twice. Save what they give
  into a file.
F004 reading is not permitted
  The file belongs to somebody else or is protected. Ask its owner, or change its permissions.
F005 the file cannot be read
  The system reports a fault that is not about what stands in the file: a disk that fails, a name that no
  file can have, a folder that may not be looked into. The reason it gives stands in brackets. Check the
  name and the permissions, or copy the file elsewhere and try again.
F007 a questionnaire that is not installed
  `coprod-audit questionnaire list` shows what ships with the tool. One of your own is named by its path.
F008 a folder that is no questionnaire
  A questionnaire's folder holds one to a hundred files that end in .yaml or .yml. Name another folder, or
  join some of its files. `--limit files=NUMBER` raises the limit.
"""
"""Finding and opening it."""

DOCUMENTS: Final = r"""
D001 the file is too large
  A questionnaire is read up to 1 MB a file and 4 MB a folder, answers up to 5 MB. Real ones have a small
  part of that, so a larger file is usually the wrong one. Shorten its texts, or split a questionnaire into
  several files of its folder. Where it really has to be so large, `--limit bytes=NUMBER` raises the limit
  on a file, and with it that on a folder, which is four times as much. Scripts pass other `limits` to
  read_questionnaire and read_answers; the same goes for every limit.
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
  spaces a step. Behind the first word of a line tabs are fine. A text that has a line beginning with a tab
  goes in double quotes, with \t for the tab.
D006 this is not YAML
  The file breaks off here: a quotation mark or bracket that is never closed, a colon inside a text that has
  no quotes, lines that are not indented alike, a key of more than 1,024 characters, a line at the top that
  begins with a percent sign. The slip is at the place named or just above it. Putting the text in double
  quotes cures most of them. What this breaks off is not read, so further faults may show once it is mended.
D007 nested too deep
  Lists and mappings may stand in each other 32 deep; real files need eight. Programs that build files by
  mistake go deeper, and so do files made to crash a reader. Flatten it. `--limit depth=NUMBER` raises the
  limit, to 200 at most.
D008 too many values
  A file may hold 100,000 texts, lists and mappings together. Split a questionnaire into several files of
  its folder; an answers file this full was made by a program, so look at how. `--limit nodes=NUMBER` raises
  the limit.
D009 a text is too long
  A text may have 20,000 characters, about ten pages. Put a longer one into a file of its own and name it as
  evidence. `--limit text=NUMBER` raises the limit.
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
  A hundred faults are told apart and the others only counted; one slip near the top often causes them all.
  Of faults that are alike the first few are shown, with how many more there are. In a folder no file is
  looked at after the one in which the hundredth stands. Put right what is listed and run it again.
D020 another kind of value is expected
  A text stands where a list or a mapping belongs, or the other way round. A list has a hyphen before each
  entry, or square brackets round them; a mapping has a key, a colon and a value.
D021 something needed is missing
  The key named has to be there, and something has to stand after its colon. A note or evidence needs an
  answer beside it, `answer: unknown` where nobody could say; what is off the table needs the name of who
  fixed it, and each group its number.
D022 a key that nobody knows
  Usually a slip of the pen; the nearest known name is given where one is near. A key that is not known
  would silently not count, so it is refused.
D023 an empty entry in a list
  A hyphen with nothing after it. Write the entry or take the hyphen out.
D024 not a whole number
  A number in digits is expected, such as 8, within the bounds that the message names.
D025 the file does not say what it is
  Every file begins with a line that names its format and version, such as `coprod-audit: answers/1`, so
  that a charter is not read as answers and a later format is not read by an older program. Each file of a
  questionnaire's folder has that line, too.
D026 neither yes nor no
  Only the words yes and no are read here, in quotes or without.
"""
"""Reading it."""
