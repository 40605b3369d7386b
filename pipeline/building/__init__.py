"""The rooms of `build`: the database file, what goes into it, and the answers made of that."""
