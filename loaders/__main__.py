"""The dashboard's work without the browser: `python -m loaders template | check | load | withdraw | read | recipes | examples`."""

from __future__ import annotations

import gc
import sys

from monitoring import without_pandas

LESS_OFTEN = 100_000
"""Objects that are made before cycles are looked for: a command makes a hundred thousand cells, keeps them, and ends."""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the exit code says how it went: 0 nothing wrong, 1 errors found, 2 not a workbook, 3 no store to be had."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["read"]:
        # What the store needs takes longer to import than a table takes to read.
        from loaders.command_line import read_command

        return read_command.main(arguments[1:])
    from loaders.command_line import commands

    return commands.main(__doc__, arguments)


if __name__ == "__main__":
    gc.set_threshold(LESS_OFTEN)
    without_pandas.begin()
    sys.exit(main())
