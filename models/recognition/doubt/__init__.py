"""Characters of which a recognizer is not sure are decided by the text around them; docs/decisions/0059."""
