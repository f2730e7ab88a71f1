"""Instructors' command line: releases exercises, grades classes. Runs notebooks and imports no helpers."""

import sys

# jsonschema, by which nbformat reads notebooks, would build a grammar of internationalised addresses whenever it is
# imported: that takes seconds in every process, and no notebook is checked for such addresses.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
