"""Entry point: no traceback reaches a trainer; what is wrong, where, and what to do does."""

import errno
import gc
import io
import logging
import sys
from typing import NoReturn

from ccp3lab.cli.app import app
from ccp3lab.errors import LabError

INTERRUPTED = 130
GC = (50_000, 20, 20)
"""A command lives for seconds: by default, collecting garbage among its imports alone takes it 0.15 s."""


def main() -> NoReturn:
    """Run `ccp3`; exit 0 all good, 1 checks failed, 2 usage or definition, 3 undetermined, 4 refused."""
    gc.set_threshold(*GC)
    logging.getLogger().addHandler(logging.NullHandler())  # libraries' tracebacks: our message says it already
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a letter shows `?`, not a traceback
    try:
        app(standalone_mode=True)
    except LabError as error:
        _stop(str(error), error.exit_code)
    except SystemExit as end:  # an interruption comes out of typer as this, without a word
        if end.code == INTERRUPTED:
            _stop("interrupted; the same command goes on where it stopped", INTERRUPTED)
        raise
    except OSError as error:
        _stop(_system(error), LabError.exit_code)
    sys.exit(0)


def _system(error: OSError) -> str:
    """An error of the operating system in one line."""
    if error.errno == errno.ENOSPC:
        return f"{error.filename or 'a file'}: the disk is full; free some space and try again"
    return f"{error.filename or 'the system'}: {error.strerror or error}"


def _stop(message: str, code: int) -> NoReturn:
    print(f"ccp3: {message}", file=sys.stderr)
    sys.exit(code)
