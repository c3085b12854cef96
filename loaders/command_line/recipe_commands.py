"""The commands for recipes: what own tables mean, looked at, stored from a file and deleted.

python -m loaders recipes [--unit UNIT] [--json]          the active recipes
python -m loaders recipe-show RECIPE_ID                   one of them as JSON, as `recipe-keep` takes it
python -m loaders recipe-keep FILE.json --by NAME [--replaces RECIPE_ID] [--json]
python -m loaders recipe-forget RECIPE_ID --by NAME
"""

from __future__ import annotations

import sys
from pathlib import Path

from monitoring import moments
from monitoring.commands import DONE, Call, CommandError, Commands

NONE = {"recipes": []}


def add(commands: Commands) -> None:
    """Adds the commands to those of the program."""
    commands.add("recipes", _list, empty=NONE).add_argument("--unit")
    commands.add("recipe-show", _show).add_argument("recipe_id")
    keep = commands.add("recipe-keep", _keep, empty={"recipe_id": None})
    keep.add_argument("file", type=Path)
    keep.add_argument("--by", required=True)
    keep.add_argument("--replaces", metavar="RECIPE_ID", help="the recipe that this one is a changed version of")
    forget = commands.add("recipe-forget", _forget)
    forget.add_argument("recipe_id")
    forget.add_argument("--by", required=True)


def _list(call: Call) -> int:
    """list the recipes by which own tables are read"""
    from loaders.recipes import stored_recipes

    say = call.words
    known = stored_recipes.active(call.store, call.programme.programme.programme, call.options.unit)
    call.answer({"recipes": [_document(stored) for stored in known]})
    for stored in known:
        values = {
            "recipe_id": stored.recipe_id,
            "recipe": say.written_text(stored.recipe.texts("name")),
            "stored_on": moments.day(stored.stored_at),
            "stored_by": stored.stored_by,
        }
        call.tell(say("cli.recipe", unit=stored.recipe.unit, **values))
    if not known:
        call.tell(say("cli.no-recipes"))
    return DONE


def _document(stored) -> dict:
    times = {"kept_at": stored.stored_at.isoformat(), "used_at": stored.used_at and stored.used_at.isoformat()}
    return {
        "recipe_id": stored.recipe_id,
        "kept_by": stored.stored_by,
        **times,
        "recipe": stored.recipe.model_dump(mode="json", exclude_defaults=True),
    }


def _show(call: Call) -> int:
    """print a recipe as JSON"""
    from loaders.recipes import stored_recipes

    known = stored_recipes.active(call.store, call.programme.programme.programme)
    found = next((stored for stored in known if stored.recipe_id == call.options.recipe_id), None)
    if found is None:
        raise CommandError(call.words("cli.unknown-recipe", recipe_id=call.options.recipe_id))
    sys.stdout.write(f"{found.recipe.model_dump_json(exclude_defaults=True, indent=2)}\n")
    return DONE


def _keep(call: Call) -> int:
    """keep a recipe from a JSON file, checked against the programme"""
    from loaders.recipes import stored_recipes

    options, say = call.options, call.words
    recipe = _recipe(call)
    try:
        recipe_id = stored_recipes.store_recipe(call.store, call.programme.programme.programme, recipe, call.person, options.replaces)
    except stored_recipes.UnknownRecipe as error:
        raise CommandError(say("cli.unknown-recipe", recipe_id=error)) from error
    call.answer({"recipe_id": recipe_id})
    call.tell(say("cli.recipe-stored", recipe_id=recipe_id, recipe=say.written_text(recipe.texts("name"))))
    return DONE


def _recipe(call: Call):
    """The recipe in the file. Raises CommandError with everything that is wrong with it."""
    from pydantic import ValidationError

    from loaders.recipes.recipe import Recipe, problems

    say, file = call.words, call.options.file
    try:
        recipe = Recipe.model_validate_json(file.read_bytes())
    except ValidationError as error:
        places = [".".join(map(str, one["loc"])) for one in error.errors()]
        raise CommandError(say("cli.no-recipe", file=file, fields=", ".join(filter(None, places)) or "JSON")) from error
    found = problems(recipe, call.programme)
    if found:
        raise CommandError("\n".join(problem.text(say) for problem in found))
    return recipe


def _forget(call: Call) -> int:
    """delete a recipe; what was delivered with it stays"""
    from loaders.recipes import stored_recipes

    try:
        stored_recipes.delete(call.options.recipe_id, call.store, call.person)
    except stored_recipes.UnknownRecipe as error:
        raise CommandError(call.words("cli.unknown-recipe", recipe_id=error)) from error
    call.tell(call.words("cli.recipe-forgotten", recipe_id=call.options.recipe_id))
    return DONE
