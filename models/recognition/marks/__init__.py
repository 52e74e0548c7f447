"""Marks that a recognizer misreads because a line has nothing else, told by the shape of their ink."""
