"""The helpers that a grading kernel gets: the names that a lesson allows, what these need, and nothing else.

What an exercise asks for (`layer` in lesson 01) is thereby not there to be imported; it is kept out by what is written
into the kernel's own `helpers`, not by reading what a student wrote.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

PACKAGE = "helpers"
GRADED = Path(__file__).with_name("graded.py")  # stand-ins, which come along
AWAY = '''
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise ImportError(f"{__name__}.{name} is not there while a notebook is graded: it is what has to be written.")
'''
INIT = '''
import importlib.abc
import sys


class _Away(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.startswith(__name__ + "."):
            raise ModuleNotFoundError(f"{name} is not there while a notebook is graded.", name=name)


sys.meta_path.append(_Away())
'''


def kept_files(source: Path, roots: Iterable[str]) -> dict[str, str]:
    """The files of the package that a grading kernel imports, by their path.

    Parameters
    ----------
    source
        the folder in which the whole package is.
    roots
        the names that are asked for, such as "helpers.neurons.TANH".

    Raises
    ------
    LookupError
        if there is no such name.
    """
    texts = {PACKAGE: f'"""Only what a grading kernel may use."""\n{INIT}',
             f"{PACKAGE}.{GRADED.stem}": GRADED.read_text(encoding="utf-8")}
    for module, names in kept(source, roots).items():
        texts[module] = _without_the_rest(_module(source, module), names)
        texts.setdefault(module.rpartition(".")[0], "")
    return {_file(module, any(other.startswith(module + ".") for other in texts)): text
            for module, text in texts.items()}


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write the package into a folder, readable for whoever a kernel runs as."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def _file(module: str, is_package: bool) -> str:
    return module.replace(".", "/") + ("/__init__.py" if is_package else ".py")


def kept(source: Path, roots: Iterable[str]) -> dict[str, set[str]]:
    """The top-level names that are reached from `roots`, by module. Raises as `kept_files`."""
    found: dict[str, set[str]] = {}
    todo = [tuple(root.rsplit(".", 1)) for root in roots]
    while todo:
        module, name = todo.pop()
        if name in found.setdefault(module, set()):
            continue
        found[module].add(name)
        tree = _module(source, module)
        statements = [one for one in tree.body if name in _binds(one)]
        if not statements:
            raise LookupError(f"{module} has no name {name!r}.")
        todo += [needed for one in statements for needed in _needs(one, name, module, tree)]
    return found


@cache
def _module(source: Path, module: str) -> ast.Module:
    path = source.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    try:
        return ast.parse(file.read_text(encoding="utf-8"))
    except OSError:
        raise LookupError(f"There is no module {module}.") from None


def _needs(statement: ast.stmt, name: str, module: str, tree: ast.Module) -> Iterator[tuple[str, str]]:
    if isinstance(statement, ast.ImportFrom):
        origin = next(alias.name for alias in statement.names if name in (alias.asname, alias.name))
        if (statement.module or "").split(".")[0] == PACKAGE:
            yield str(statement.module), origin
        return
    top = {bound for one in tree.body for bound in _binds(one)}
    used = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    yield from ((module, needed) for needed in sorted(used & top))


def _binds(statement: ast.stmt) -> set[str]:
    """The names that a statement at the top of a module defines."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return {statement.name}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.split(".")[0] for alias in statement.names}
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _importing(statement: ast.Import | ast.ImportFrom, names: list[ast.alias]) -> ast.stmt:
    if isinstance(statement, ast.Import):
        return ast.Import(names)
    return ast.ImportFrom(statement.module, names, statement.level)


def _without_the_rest(tree: ast.Module, names: set[str]) -> str:
    body: list[ast.stmt] = []
    for statement in tree.body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            left = [one for one in statement.names if (one.asname or one.name.split(".")[0]) in names]
            body += [_importing(statement, left)] if left else []
        elif names & _binds(statement):
            body.append(statement)
    return ast.unparse(ast.Module(body, [])) + "\n" + AWAY
