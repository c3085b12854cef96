"""What leaves on a schedule: `python -m publishing digest`."""

from __future__ import annotations

import sys

from monitoring.commands import Commands
from publishing import digests


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the exit code is 0 where everything went out, 1 where something did not or nothing could, 3 without a store."""
    commands = Commands("publishing", __doc__)
    digests.add(commands)
    return commands.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
