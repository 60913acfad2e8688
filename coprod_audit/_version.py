"""The version, as plain text: asking the metadata of the installed package costs more than the rest of `--version`."""

VERSION = "0.1.0"
