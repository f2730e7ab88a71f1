"""The exercises of lesson 03 in code: what a pass establishes, a complete example, and the solution."""

from helpers.checks.lessons import Exercise

DESCENT: tuple[Exercise, ...] = ()
