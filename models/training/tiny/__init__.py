"""cry-tiny: the int8 cry model of the board."""
