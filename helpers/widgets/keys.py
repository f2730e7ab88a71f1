"""The arrow keys for radio buttons and lists, which JupyterLab would take to go from cell to cell."""

from pathlib import Path

import anywidget
import ipywidgets as widgets


class ArrowKeys(anywidget.AnyWidget):
    """Nothing to see: on the page that it stands on, the arrow keys go to the control that has the keyboard.

    Among radio buttons they move on, and the space bar chooses. All other keys go to JupyterLab as before.
    """

    _esm = Path(__file__).with_name("keys.js")

    def __init__(self) -> None:
        super().__init__(layout=widgets.Layout(display="none"))
