"""What a student's answers are checked with: every check says what is still to be mended, never the right value."""

from helpers.checks.notyet import NotYet

__all__ = ["NotYet"]
