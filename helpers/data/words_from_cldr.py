"""How words.tsv was made: `python -m helpers.data.words_from_cldr FOLDER > words.tsv`.

FOLDER is annotations/ of the npm package cldr-annotations-full 48.2.0: a name and keywords for each of 1966 symbols.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path

LANGUAGES = {"English": "en", "Finnish": "fi", "German": "de", "Spanish": "es"}
WORD = re.compile(r"[^\W\d_]{3,}")  # three letters or more, and nothing else


def things(folder: Path) -> list[tuple[str, ...]]:
    """A row for each symbol whose names are one word in all four languages, none of it a word of another language."""
    read = [names_and_words(folder / code / "annotations.json") for code in LANGUAGES.values()]
    names, words = zip(*read, strict=True)
    rows = [tuple(of_language.get(symbol, "") for of_language in names) for symbol in names[0]]
    return [row for row in rows if all(WORD.fullmatch(name) for name in row)
            and not any(name in words[j] for i, name in enumerate(row) for j in range(len(row)) if i != j)]


def names_and_words(path: Path) -> tuple[dict[str, str], set[str]]:
    """The name of each symbol; and all names and keywords."""
    symbols = json.loads(path.read_text(encoding="utf-8"))["annotations"]["annotations"]
    names = {symbol: _small(one["tts"][0]) for symbol, one in symbols.items() if "tts" in one}
    return names, set(names.values()) | {_small(word) for one in symbols.values() for word in one.get("default", [])}


def _small(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()  # NFC: é is one sign


if __name__ == "__main__":
    rows = "".join("\t".join(row) + "\n" for row in [tuple(LANGUAGES), *things(Path(sys.argv[1]))])
    sys.stdout.buffer.write(rows.encode())  # the same bytes on every system
