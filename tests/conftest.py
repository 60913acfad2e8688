"""What every test may ask for: tools that may be missing, golden files, and no network."""

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
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


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Whoever starts a job in the background has it ignore Ctrl-C, and its children with it; these tests send some.
    signal.signal(signal.SIGINT, signal.default_int_handler)

sys.addaudithook(_no_network)  # cannot be taken away again, which here is a virtue


# Far beyond what any test takes: a hang becomes a failure with a name, instead of a run that never ends.
PATIENCE = {"quick": 120, "slow": 420, "exhaustive": 3600}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Interrupt a test that hangs, where the system can."""
    kind = next((kind for kind in ("exhaustive", "slow") if item.get_closest_marker(kind)), "quick")
    seconds = PATIENCE[kind]

    def give_up(number: int, frame: object) -> None:
        pytest.fail(f"still not done after {seconds} s", pytrace=True)

    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        return (yield)
    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        return (yield)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


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


def pytest_itemcollected(item: pytest.Item) -> None:
    """What takes minutes is slow as well, so that `-m 'not slow'` leaves it out."""
    if item.get_closest_marker("exhaustive") or item.get_closest_marker("scale"):
        item.add_marker(pytest.mark.slow)
