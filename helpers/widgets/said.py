"""What a widget says in words, as HTML."""

from html import escape

LINES = "margin: 4px 0; line-height: 1.45"  # else each line is as high as a button


def said(text: str) -> str:
    """A paragraph that a screen reader speaks when it changes; nothing where there is nothing to say."""
    return f'<p role="status" style="{LINES}">{escape(text)}</p>' if text else ""
