"""Rules about a form whose parts are well-formed: whether they make sense together."""
