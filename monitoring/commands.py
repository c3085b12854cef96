"""What both command lines have in common: their commands, the store, the catalogue, how an answer and a refusal are told."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from monitoring import catalogue, settings
from monitoring.catalogue import Catalogue
from monitoring.storage.errors import StoreError
from monitoring.store import Store
from monitoring.trust import people
from monitoring.trust.people import Person
from monitoring.words import DEFAULT, Words, languages, words

DONE, WRONG, STORE_UNAVAILABLE = 0, 1, 3


class CommandError(Exception):
    "The command was asked for something that there is not; the message says what, in the reader's language."


@dataclass(frozen=True)
class Call:
    """One command with its options and the words of its language. The store is the one that is named, never the examples'."""

    options: argparse.Namespace
    words: Words

    @property
    def store(self) -> Store:
        return Store(settings.store())

    @cached_property
    def programme(self) -> Catalogue:
        """Raises CatalogueError."""
        return catalogue.current(settings.programme_folder())

    @property
    def person(self) -> Person:
        """Whoever runs the command: the system's user, under the name that --by gives."""
        user = getpass.getuser()
        return people.local(getattr(self.options, "by", None) or user, user)

    def written(self, text: str) -> dict[str, str]:
        """What an option says, by language: that of --lang, "" where nobody said it."""
        return {self.options.lang or "": text} if text else {}

    def tell(self, text: str) -> None:
        """A line for a person, where no JSON is asked for."""
        if not getattr(self.options, "json", False):
            sys.stdout.write(f"{text}\n")

    def answer(self, document: Mapping[str, object]) -> None:
        """The document, where JSON is asked for."""
        if getattr(self.options, "json", False):
            json.dump(document, sys.stdout, ensure_ascii=False)
            sys.stdout.write("\n")


class Commands:
    """The commands of one program. `add` them, then `run`."""

    def __init__(self, program: str, about: str):
        self.parser = argparse.ArgumentParser(prog=f"python -m {program}", description=about)
        self._added = self.parser.add_subparsers(required=True, metavar="COMMAND")

    def add(self, name: str, run: Callable[[Call], int], empty: Mapping[str, object] | None = None) -> argparse.ArgumentParser:
        """A command that `run` carries out, and its parser. With `empty` it takes --json: the document that says that nothing came of it."""
        command = self._added.add_parser(name, help=run.__doc__, description=run.__doc__)
        command.set_defaults(run=run, empty=empty)
        command.add_argument("--lang", choices=languages())
        if empty is not None:
            command.add_argument("--json", action="store_true")
        return command

    def run(self, arguments: list[str] | None = None) -> int:
        """Runs one command; the exit code is the command's own, 1 where it was asked wrongly or the catalogue is broken, 3 without a store."""
        options = self.parser.parse_args(arguments)
        call = Call(options, words(options.lang or DEFAULT))
        try:
            return options.run(call)
        except CommandError as refused:
            return _refuse(call, str(refused), WRONG)
        except catalogue.CatalogueError as error:
            return _refuse(call, "\n".join(problem.text(call.words) for problem in error.problems), WRONG)
        except settings.BadSetting as error:
            return _refuse(call, call.words("cli.bad-setting", name=error.name, value=error.value), WRONG)
        except StoreError as error:
            return _refuse(call, error.text(call.words), STORE_UNAVAILABLE)
        except BrokenPipeError:
            # Whoever read us has read enough. Python would complain once more when it closes the standard output.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return WRONG
        except OSError as error:
            if error.filename is None:
                raise
            return _refuse(call, call.words("cli.no-file", file=error.filename), WRONG)


def _refuse(call: Call, message: str, code: int) -> int:
    """The message on the standard error, and in the document where JSON is asked for."""
    sys.stderr.write(f"{message}\n")
    call.answer({**(call.options.empty or {}), "error": message})
    return code
