"""Which kept recipe is meant for which table: tables and recipes come in, pairs and open questions go out."""
