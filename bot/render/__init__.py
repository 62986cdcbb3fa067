"""Pictures, drawn from plain values: geometry that is pure, and Pillow for the rest."""
