select recipe_id from current_recipes where recipe_id = $recipe_id;
