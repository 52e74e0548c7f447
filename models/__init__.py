"""The models, from pictures to text. No library that they use may send anything: see `models.telemetry`."""

from models.telemetry import block_telemetry

block_telemetry()  # here, because this package is imported before any library that has telemetry
