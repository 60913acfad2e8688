"""What can be wrong with a table, and with a row of one."""

from typing import Final

TABLES: Final = r"""
S001 not a kind of table that is read
  Tables are read by the ending of their name: .csv, .tsv and .txt; .xlsx, .xlsm and .ods; .parquet. Excel's
  older .xls and its .xlsb are not read, because what they claim to hold cannot be looked over beforehand: save
  them as .xlsx.
S002 the table has no header
  The first row with anything in it names the columns. The table is empty, or that row is broken. Put the names
  of the columns there, a cell each.
S003 the file is not text, or not in an encoding that shows
  A .csv, .tsv or .txt file is text in UTF-8, in UTF-16 with a byte-order mark, or in Windows-1252. Workbooks
  that were only renamed, and UTF-16 without its mark, are not read. Give the file its real ending, or save it
  as UTF-8.
S004 too many columns
  At most 2,000 columns are read, empty ones at the end not counted. Delete those that nothing is in. `--limit
  columns=NUMBER` raises the limit.
S005 not a workbook, or one behind a password
  The ending says that the file is a workbook, and what is in it does not: it was renamed, cut short while it was
  copied, or protected with a password. Save it again from the spreadsheet program, without a password.
S006 the workbook is too large
  A workbook is read whole: up to 20 MB, 50 MB once it is unpacked, no part a hundred times as large as it is
  packed, and no two parts of one name. A small file that unpacks to gigabytes is made to crash readers. Leave out
  pictures and sheets that are not needed, or save the sheet as CSV, which may have any length. `--limit
  workbook=NUMBER`, `--limit inflated=NUMBER` and `--limit ratio=NUMBER` raise the limits.
S007 the sheet is too long or too wide
  A sheet is read up to 100,000 rows and 5,000,000 cells, from its first cell to the last with anything in it, what
  is empty between them included; so one stray cell far down or far to the right is enough. Delete it, or save the
  sheet as CSV, which may have any number of rows. `--limit sheet-rows=NUMBER` and `--limit sheet-cells=NUMBER` raise
  the limits.
S008 no such sheet
  Of a workbook the first sheet with anything in it is read. Another is named behind the file, as in
  responses.xlsx#Responses.
S009 the workbook cannot be read
  Something inside it is broken. Open it in a spreadsheet program, which may mend it, and save it again.
S010 the Parquet file cannot be read
  It was cut short, it is no Parquet file, or it uses something that the reader does not know. Write it again.
S011 the table is read as Windows-1252
  A byte in it does not belong to UTF-8, and up to there nothing shows that it is UTF-8: so the whole file is taken for
  Windows-1252, which Excel writes as plain CSV. If names look wrong, save it again as "CSV UTF-8".
S012 a row with too few or too many cells
  It could belong to the wrong columns, so it is not judged. Cells that are empty may be missing or left over at
  the end only where their column has no name either. Often a text with a comma in it lacks its quotation marks.
S013 a quotation mark that does not fit
  A cell in quotation marks ends with one, and those inside it are doubled. Where one never ends, what follows
  would all be one cell; so reading goes on from the next line, and only this row is lost.
S014 a character that cannot be read
  A byte that does not belong to the file's encoding, or a NUL. The others in the row may be wrong as well, so the
  row is not judged. Save the file again as UTF-8.
S015 a cell that is too long
  A cell may have 20,000 characters, and a row of CSV 20 times as many. `--limit text=NUMBER` raises the limit.
S016 a cell that holds an error
  Cells such as #N/A or #REF! are what is left of a formula that failed. What should have stood there is not known,
  so the row is not judged. Mend the formula, or empty the cell where nothing was answered.
S017 formulas without a result
  A workbook keeps the last result beside each formula, and here some have none: a program wrote them that
  calculates nothing. They count as empty. Open the workbook in a spreadsheet program and save it there.
S018 bytes where text is expected
  A column of a Parquet file holds bytes that are not UTF-8 text. Write the column as text.
S019 sheets that are not read
  Of a workbook one sheet is read: the first in which something stands. There are others, and what they hold is not
  counted. If they are notes or lists of choices, all is well. Else name each sheet behind the file: `book.xlsx#Sheet2`.
"""
