"""Predicts how long batches and pages take on this machine."""
