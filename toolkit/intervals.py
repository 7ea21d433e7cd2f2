"""A time expression's meaning + an anchor date -> first and last day. Pure: no spaCy, no text."""
