"""The catalog of models: their files, where to download these, and the tuned parameters of each model."""
