select recipe_id, unit from current_recipes where recipe_id = $recipe_id;
