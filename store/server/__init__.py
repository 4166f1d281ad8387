"""A branch on a server of the PostgreSQL family: the one room that knows how to talk to one, loaded for a URL alone."""
