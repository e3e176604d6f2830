"""Where `ccp3 plan export` writes: a file, a folder, or the standard output."""

import sys
from pathlib import Path

from rich.markup import escape

from ccp3lab.cli.screen import console
from ccp3lab.errors import UsageError
from ccp3lab.house import here
from ccp3lab.operations.plans import load_plan
from ccp3lab.planning.exports import Files, Format, format_of
from ccp3lab.planning.exports import export as made


def export(form: str, company: str | None, output: Path | None) -> None:
    """`ccp3 plan export`: write the files of a plan and tell which."""
    chosen = format_of(form)
    _possible(form, chosen, output)
    files = made(load_plan(here(), company).plan, chosen)
    if output is None:
        sys.stdout.buffer.write(next(iter(files.values())))
    else:
        _write(files, output if chosen.folder else output.parent, None if chosen.folder else output.name)


def _possible(form: str, chosen: Format, output: Path | None) -> None:
    if chosen.folder and output is None:
        raise UsageError(f"{form} is several files; name a folder for them: -o FOLDER")
    if output is None and not chosen.text and sys.stdout.isatty():
        raise UsageError(f"{form} is not made for a screen; name a file for it: -o FILE")
    if output and chosen.folder and output.exists() and not output.is_dir():
        raise UsageError(f"{output} is a file, {form} needs a folder; name another one")
    if output and not chosen.folder and output.is_dir():
        raise UsageError(f"{output} is a folder; name a file in it")


def _write(files: Files, folder: Path, name: str | None) -> None:
    """Write FILES into FOLDER; the only one of them as NAME where it is given."""
    folder.mkdir(parents=True, exist_ok=True)
    for own, content in files.items():
        path = folder / (name or own)
        path.write_bytes(content)
        console().print(escape(f"{path}"), soft_wrap=True)
