"""What every test may ask for: tools that may be missing, golden files, and no network."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# The machines that run this are slow and shared: a deadline would only say so. `thorough` is for before a release.
settings.register_profile("usual", deadline=None, max_examples=60)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("COPROD_AUDIT_HYPOTHESIS", "usual"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the golden files with what comes out now; read the diff before you commit it",
    )


def _no_network(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo" or (event == "socket.connect" and isinstance(arguments[1], tuple)):
        raise AssertionError(f"a test reached for the network: {event} {arguments[1:]}")


sys.addaudithook(_no_network)  # cannot be taken away again, which here is a virtue


@pytest.fixture
def require_tool() -> Callable[[str], str]:
    """Return the path of a system tool; skip the test where it is missing, or fail under COPROD_AUDIT_CI=1."""

    def require(name: str) -> str:
        path = shutil.which(name)
        if path is not None:
            return path
        sentence = f"{name} is not installed"
        if os.environ.get("COPROD_AUDIT_CI") == "1":
            pytest.fail(f"{sentence}, and here nothing may be skipped: .ci/run installs it", pytrace=False)
        pytest.skip(sentence)

    return require


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the file that holds what it should be; `--update-golden` rewrites the file instead."""

    def compare(path: Path, actual: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(actual.encode("utf-8"))
            return
        assert path.is_file(), f"{path} is not there yet: make it with --update-golden, then read it"
        assert actual == path.read_bytes().decode("utf-8"), (
            f"{path} says otherwise (--update-golden rewrites it)"
        )

    return compare


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in a line of its own how many tests were skipped, none included, so that nobody has to guess."""
    skipped = len(terminalreporter.stats.get("skipped", []))
    terminalreporter.write_line(f"skipped: {skipped} (reasons above)" if skipped else "skipped: none")
