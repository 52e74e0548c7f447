"""Script: which characters are simplified or traditional, and which ones of a page are doubtful."""
