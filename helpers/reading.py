"""The lessons as web pages: text, formulas, code and pictures, where there is neither a kernel nor a network."""

import re
from html import escape
from pathlib import Path

import nbformat
from latex2mathml.converter import convert
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments.formatters import HtmlFormatter

TAG = re.compile(r"\\tag\{([^}]*)\}")
LIGHT, DARK = (HtmlFormatter(style=style).get_style_defs(".highlight") for style in ("xcode", "github-dark"))
CSS = f"""{LIGHT}
@media (prefers-color-scheme: dark) {{ {DARK} }}
{Path(__file__).with_suffix(".css").read_text(encoding="utf-8")}"""
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{css}
</style>
</head>
<body>
{nav}
<main>
{body}
</main>
</body>
</html>
"""


class _Renderer(IPythonRenderer):
    """Markdown whose formulas become MathML, which browsers draw and screen readers read by themselves."""

    def inline_math(self, body: str) -> str:
        return convert(body)

    def block_math(self, body: str) -> str:
        number = "".join(f"({tag})" for tag in TAG.findall(body))
        return f'<span class="equation">{convert(TAG.sub("", body), display="block")}<span>{number}</span></span>'


def write_pages(lessons: Path, pages: Path) -> list[Path]:
    """Write every lesson of one folder as a page of the same name into another; give the paths of the pages."""
    exporter = HTMLExporter(template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True)
    exporter.register_filter("markdown2html", _marked_up)
    notebooks = {path.stem: nbformat.read(path, as_version=4) for path in sorted(lessons.glob("*.ipynb"))}
    titles = {name: notebook.cells[0].source.partition("\n")[0].lstrip("# ") for name, notebook in notebooks.items()}
    pages.mkdir(exist_ok=True)
    for name, notebook in notebooks.items():
        body, _ = exporter.from_notebook_node(notebook)
        page = PAGE.format(title=escape(titles[name]), css=CSS, nav=_nav(titles, name), body=body)
        (pages / f"{name}.html").write_text(page, encoding="utf-8")
    return [pages / f"{name}.html" for name in notebooks]


def _marked_up(source: str) -> str:
    return MarkdownWithMath(renderer=_Renderer(escape=False, exclude_anchor_links=True)).render(source)


def _nav(titles: dict[str, str], here: str) -> str:
    links = (f'<a href="{name}.html"{" aria-current=page" if name == here else ""}>{escape(title)}</a>'
             for name, title in titles.items())
    return f'<nav aria-label="Lessons">{" ".join(links)}</nav>'
