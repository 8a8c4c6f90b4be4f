"""Training and measurement of the cry models."""
