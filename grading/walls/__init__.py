"""Walls around a student's code: what a grading kernel may see, and how it is kept from everything else."""
