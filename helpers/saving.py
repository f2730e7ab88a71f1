"""What JupyterLab saves of a live figure or a quiz: what can be read without a kernel, not a view that is gone with it.

An extension of Jupyter's server, switched on by saving.json where the workbook is installed.
"""

from typing import Any

from jupyter_server.serverapp import ServerApp

VIEW = "application/vnd.jupyter.widget-view+json"
READABLE = {"image/png", "text/markdown"}


def keep_the_picture(model: dict[str, Any], **_: object) -> None:
    """Take the widget view from every output of a notebook that can also be read without it, just before it is saved.

    JupyterLab would otherwise prefer the view, and when the notebook is opened again show "model not found" instead
    of the picture. The sliders come back when the cell runs. (Jupyter also passes path and contents_manager.)
    """
    if model["type"] == "notebook" and model.get("content"):
        outputs = [output for cell in model["content"]["cells"] for output in cell.get("outputs", ())]
        for output in outputs:
            if READABLE & output.get("data", {}).keys():
                output["data"].pop(VIEW, None)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "helpers.saving"}]


def _load_jupyter_server_extension(serverapp: ServerApp) -> None:
    serverapp.contents_manager.register_pre_save_hook(keep_the_picture)
