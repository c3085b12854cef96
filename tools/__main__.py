"""For whoever works on the project: `python -m tools make-examples` writes the example workbooks anew from their story."""

from __future__ import annotations

import sys

from loaders.example_data import examples
from monitoring.commands import DONE, Call, CommandError, Commands
from tools import example_forms


def make_examples(call: Call) -> int:
    """write the example workbooks anew from their story"""
    folder = examples.folder(call.programme)
    if not folder.is_dir():
        raise CommandError(call.words("examples.none", folder=folder))
    try:
        call.tell(call.words("examples.made", n=example_forms.make(call.programme)))
    except examples.ExampleError as error:
        raise CommandError(call.words("examples.broken", file=error.checked.file_name)) from error
    return DONE


if __name__ == "__main__":
    commands = Commands("tools", __doc__)
    commands.add("make-examples", make_examples)
    sys.exit(commands.run())
