"""Training and evaluation of color-ref and color-auto, which colour infrared night pictures."""
