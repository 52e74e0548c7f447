"""The rules of batching: batch sizes, streams, due times, per kind of device."""
