"""What a batch says where the system lets it have no more memory, files or processes: a sentence, and what to do."""

import contextlib
import errno
from collections.abc import Iterator
from typing import Final

from coprod_audit.errors import OutputError

_FILES: Final = {errno.EMFILE, errno.ENFILE}
_MEMORY: Final = {errno.ENOMEM, errno.EAGAIN}


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Raise OutputError where something is scarce; any other OSError is none of these."""
    try:
        yield
    except MemoryError:
        raise OutputError(_NO_MEMORY) from None
    except OSError as error:
        if error.errno in _FILES:
            raise OutputError(_NO_FILES) from error
        if error.errno in _MEMORY:
            raise OutputError(_NO_MEMORY) from error
        raise


_NO_MEMORY: Final = (
    "there is not enough memory; end other programs, try it with --jobs 1, or raise the limit ('ulimit -v')"
)
_NO_FILES: Final = "the system lets no more files be opened; raise the limit, as with 'ulimit -n 256'"
