"""Each rule of the notebooks' lint passes a good notebook and has been seen to fail for a bad one."""

from collections.abc import Callable

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebook_lint import EVERYWHERE, LESSONS

IMPORTS = '''try:
    import numpy as np
    from helpers.neurons import PENCIL
except ImportError as error:
    raise SystemExit("Run 'uv run python -m helpers' in a terminal.") from error'''
SENTENCE = "We multiply each input by its weight and add the bias; what do you expect the sum to be when both are zero?"
PARTS = f"**What you will do** {SENTENCE}\n\n## In practice\n{SENTENCE}\n\n## Further reading\n\n## Dictionary"


def code(source: str, cell: str, count: int, *outputs: NotebookNode, tags: tuple = ()) -> NotebookNode:
    return new_code_cell(source, id=cell, execution_count=count, outputs=list(outputs), metadata={"tags": list(tags)})


def text(source: str, cell: str) -> NotebookNode:
    return new_markdown_cell(source, id=cell)


def shows(**data: str) -> NotebookNode:
    return new_output("display_data", data={key.replace("_", "/"): value for key, value in data.items()})


def good() -> NotebookNode:
    """A notebook that keeps every rule; each bad one is this with one thing changed."""
    return new_notebook(cells=[
        text(f"# Neurons\n{SENTENCE}", "title"),
        code(IMPORTS, "imports", 1),
        text(f"## Add up\n{SENTENCE}\n$$a = \\phi(w x + b) \\tag{{2}}$$", "eq2-text"),
        code("np.round(0.5 + 1)", "eq2", 2, shows(image_png="iVBO", text_plain="a = 1.5, 3.14159 in all")),
        text(f"![Two inputs meet in one neuron.](neuron.png)\n{SENTENCE}", "eq2-seen"),
        code("print(PENCIL)", "pencil", 3, new_output("stream", text="V = 0.000123456\n")),
        text(PARTS, "parts"),
        code("1", "last", 4)])


def changed(position: int, **changes) -> Callable[[NotebookNode], None]:
    return lambda notebook: notebook.cells[position].update(changes)


def inserted(position: int, *cells: NotebookNode) -> Callable[[NotebookNode], None]:
    def insert(notebook: NotebookNode) -> None:
        notebook.cells[position:position] = cells
        for count, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), 1):
            cell.execution_count = count
    return insert


BAD = [
    ("one_title", changed(2, source="# Add up\n" + SENTENCE), "wants one # heading"),
    ("one_title", changed(0, source=SENTENCE), "there are 0: none"),
    ("one_title", changed(2, source="### Add up\n" + SENTENCE), "eq2-text: skips a heading's level, from # to ###"),
    ("one_import_cell", changed(1, source="1"), "there are 0: none"),
    ("one_import_cell", changed(3, source=IMPORTS), "there are 2: imports, eq2"),
    ("one_import_cell", changed(1, source="import numpy as np\n" + IMPORTS), "imports: imports outside of a try"),
    ("one_import_cell", changed(1, source=IMPORTS.replace("python -m helpers", "pip")), "imports: imports outside"),
    ("one_import_cell", changed(1, source=IMPORTS.replace("ImportError", "OSError")), "imports: imports outside"),
    ("one_import_cell", changed(1, source=IMPORTS.replace("PENCIL", "*")), "imports: imports with a star"),
    ("plain_python", changed(3, source="%autoreload 2"), "eq2: uses '%autoreload'"),
    ("plain_python", changed(3, source="x = 1\n!pip install x"), "eq2: uses '!pip'"),
    ("plain_python", changed(3, source="matplotlib.pyplot.plot([1])"), "eq2: uses 'pyplot'"),
    ("plain_python", changed(3, source="np.loadtxt('https://example.org/x')"), "eq2: uses 'https://'"),
    ("plain_python", changed(3, source="x = ("), "eq2: is no plain Python"),
    ("plain_python", changed(3, source="print('\N{MINUS SIGN}1')"), "eq2: holds a character that is not ASCII"),
    ("short_cells", changed(3, source="1\n" * 16), "eq2: has 16 lines"),
    ("short_cells", changed(3, source="\n"), "eq2: has 0 lines"),
    ("short_cells", changed(3, source="1\n" * 9), "nine in ten code cells should have at most 8 lines, not 9"),
    ("short_cells", inserted(8, *(code("1", f"c{i}", 1) for i in range(32))), "has 36 code cells"),
    ("rhythm", inserted(4, code("1", "more", 1), code("2", "again", 1)), "a code cell directly: more, again"),
    ("one_display_a_cell", changed(3, outputs=[shows(text_plain="1"), shows(text_plain="2")]), "eq2: shows 2 things"),
    ("measured_prose", changed(4, source="Look at this."), "eq2-seen: has 3 words, not 8 to 110"),
    ("measured_prose", changed(4, source="word " * 111), "eq2-seen: has 111 words"),
    ("measured_prose", inserted(8, *(text("word " * 61, f"t{i}") for i in range(5))), "have 61 words in the middle"),
    ("respectful_words", changed(4, source=SENTENCE + " Simply add."), "eq2-seen: says 'Simply'"),
    ("respectful_words", changed(4, source="## It is just a sum\n" + SENTENCE), "eq2-seen: says 'just'"),
    ("alt_texts", changed(4, source="![neuron](neuron.png)\n" + SENTENCE), "eq2-seen: has an image"),
    ("alt_texts", changed(4, source="<img src='neuron.png'>\n" + SENTENCE), "eq2-seen: has an image"),
    ("alt_texts", changed(4, source='<img alt="a neuron with inputs" src="n.png">'), "eq2-seen: has an image"),
    ("text_twins", changed(3, outputs=[shows(image_png="iVBO")]), "eq2: saves a picture"),
    ("text_twins", changed(3, outputs=[shows(image_png="iVBO", text_plain="<Figure 640x480>")]), "eq2: saves a pict"),
    ("text_twins", changed(3, outputs=[shows(image_png="iVBO", text_plain="a neuron")]), "eq2: saves a picture"),
    ("nothing_live_saved", lambda notebook: notebook.metadata.update(widgets={}), "saves the state of widgets"),
    ("nothing_live_saved", changed(3, metadata=nbformat.from_dict({"execution": {}})), "eq2: saves when it was"),
    ("nothing_live_saved", changed(3, outputs=[nbformat.from_dict(
        {"output_type": "display_data", "metadata": {}, "data": {"application/vnd.jupyter.widget-view+json": {}}})]),
     "eq2: saves the view of a widget"),
    ("speaking_ids", changed(3, id="fa1ce5e1"), "fa1ce5e1: has an id that does not speak"),
    ("speaking_ids", changed(3, id="Eq2_Layer"), "Eq2_Layer: has an id that does not speak"),
    ("speaking_ids", changed(3, id="imports"), "imports: has the id of another cell"),
    ("executed_in_order", changed(3, execution_count=None), "eq2: has the execution count None, not 2"),
    ("executed_in_order", changed(3, execution_count=7), "eq2: has the execution count 7, not 2"),
    ("executed_in_order", changed(3, outputs=[new_output("error", ename="E", evalue="")]), "eq2: saves an error"),
    ("executed_in_order", changed(3, outputs=[new_output("stream", name="stderr", text="w")]), "eq2: saves an error"),
    ("rounded_numbers", changed(5, outputs=[new_output("stream", text="0.30000000000000004")]), "prints 0.3000"),
    ("rounded_numbers", changed(3, outputs=[shows(text_plain="[1.234567]")]), "eq2: prints 1.234567: more than 6"),
    ("tagged_equations", changed(2, source="$$a = b \\qquad (2)$$"), "eq2-text: numbers an equation by hand"),
    ("tagged_equations", changed(2, source="$$a = b \\tag{42}$$"), "eq2-text: has \\tag{42}"),
    ("tagged_equations", changed(2, source="$$a \\tag{2}$$ $$b \\tag{2}$$"), "has \\tag{2}, which stands twice"),
    ("asks", inserted(0, *(text("word " * 20, f"t{i}") for i in range(5))), "t0: begins 5 Markdown cells in a row"),
    ("required_parts", changed(6, source=PARTS.replace("Dictionary", "Words")), "has no part 'Dictionary'"),
]


@pytest.mark.parametrize("rule", LESSONS, ids=lambda rule: rule.__name__)
def test_a_good_notebook_breaks_no_rule(rule):
    assert list(rule(good())) == []
    assert rule.__name__ in {wanted for wanted, _, _ in BAD}, "no test sees this rule fail"


@pytest.mark.parametrize(("rule", "change", "said"), BAD, ids=[f"{bad[0]}-{i}" for i, bad in enumerate(BAD)])
def test_a_bad_notebook_breaks_the_rule(rule, change, said):
    notebook = good()
    change(notebook)
    lint = next(one for one in LESSONS if one.__name__ == rule)
    assert said in "\n".join(f"{cell}: {sentence}" for cell, sentence in lint(notebook))


def test_cells_that_students_never_see_are_left_out():
    notebook = good()
    long = code(IMPORTS + "\n1" * 20, "eq2-hidden", 3, tags=("hidden",))
    inserted(4, long, code("1", "eq2-check", 3, tags=("check",)))(notebook)
    assert [problem for rule in EVERYWHERE for problem in rule(notebook)] == []
