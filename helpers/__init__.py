"""What the notebooks, exercises and solutions import: the maths first, then figures, widgets and checks."""
