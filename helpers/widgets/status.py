"""What a widget says in words."""

from html import escape


def status(text: str) -> str:
    """A paragraph that a screen reader reads aloud when it changes; nothing for no text."""
    return f'<p role="status" style="margin: 0">{escape(text)}</p>' if text else ""
