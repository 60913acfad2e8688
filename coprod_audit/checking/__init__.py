"""The course of a check: charters are found, read, judged and told about; and a first one is written to fill in."""
