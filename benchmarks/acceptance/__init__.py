"""How many right and wrong lines acceptance rejects, and the fit of its weights."""
