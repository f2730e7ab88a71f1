"""One JupyterLab, one browser and one notebook with every kind of live figure for all tests in this folder."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from browser.lab import CHROMIUM, chromium, jupyter, open_notebook, run_all, write_notebook
from browser.notebook import CELLS, Notebook


class Lab(NamedTuple):
    """A running JupyterLab, the folder that it shows, where it keeps its own files, and a browser."""

    address: str
    root: Path
    home: Path
    context: object
    requests: list[str]
    errors: list[str]


def pytest_collection_modifyitems(items) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _lacking() -> str:
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed: uv sync --group browser"
    return "" if CHROMIUM else "there is no Chromium on this computer"


@pytest.fixture(scope="session")
def lab(tmp_path_factory) -> Iterator[Lab]:
    """JupyterLab and Chromium; skipped where they are missing, which is a failure where CI is set."""
    if lacking := _lacking():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(lacking)
    root, home = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("home")
    with jupyter(root, home) as address, chromium(height=5200) as context:
        context.add_init_script(path=Path(__file__).with_name("probe.js"))
        running = Lab(address, root, home, context, [], [])
        context.on("request", lambda request: running.requests.append(request.url))
        context.on("console", lambda m: running.errors.append(m.text) if m.type == "error" else None)
        context.on("weberror", lambda e: running.errors.append(str(e.error)))
        yield running


@pytest.fixture(scope="session")
def notebook(lab) -> Iterator[Notebook]:
    """The notebook, run."""
    write_notebook(lab.root / "figures.ipynb", CELLS.values())
    page = open_notebook(lab.context, lab.address, "figures.ipynb")
    run_all(page)
    with Notebook.of(page, lab.address, lab.home, "figures.ipynb") as ready:
        yield ready
