"""The shape of the code: floors, rooms, no circles, small files, no hidden randomness."""

import ast
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parent.parent / "src"
PACKAGE = SRC / "kinward"
FLOORS = {
    "version": 0, "compiled": 0, "core": 1, "city": 2, "people": 3, "body": 3, "threats": 3,
    "mind": 3, "society": 3, "chronicle": 4, "engine": 5, "show": 6, "lab": 6, "verify": 6,
    "": 7, "cli": 8, "__main__": 9,
}  # fmt: skip
"""Floor of each package; "" is `kinward/__init__.py`, the Python face beside the CLI."""
MOST_LINES, MOST_FUNCTION = 500, 90
NO_KERNELS = ("cli", "show", "lab", "scenarios")
MODULES = sorted(p for p in PACKAGE.rglob("*.py"))


def name_of(path):
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(p): p for p in MODULES}


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def for_typing_alone(tree):
    """Nodes under `if TYPE_CHECKING:`, which import nothing when the program runs."""
    out = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            out |= {id(n) for child in node.body for n in ast.walk(child)}
    return out


def inside_functions(tree):
    """Nodes that run only when a function is called."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    return {id(n) for f in ast.walk(tree) if isinstance(f, kinds) for n in ast.walk(f)}


def imports(path, at_start=False):
    """Modules of kinward that a file imports (with `at_start`: those it loads at once)."""
    tree = tree_of(path)
    skip = for_typing_alone(tree) | inside_functions(tree) if at_start else set()
    found = set()
    for node in ast.walk(tree):
        if id(node) in skip:
            continue
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            base = node.module or ""
            found |= {base if f"{base}.{a.name}" not in NAMES else f"{base}.{a.name}"
                      for a in node.names}  # fmt: skip
    return {m for m in found if m == "kinward" or m.startswith("kinward.")}


def room_of(module):
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def test_every_package_has_its_floor():
    rooms = {room_of(m) for m in NAMES}
    assert rooms <= set(FLOORS)


@pytest.mark.parametrize("module", sorted(NAMES))
def test_imports_point_down(module):
    room = room_of(module)
    for other in imports(NAMES[module]):
        below = room_of(other)
        if below == room:
            continue
        assert FLOORS[below] < FLOORS[room], f"{module} (floor {FLOORS[room]}) imports {other}"


def test_no_import_goes_round_in_a_circle():
    graph = {m: imports(p, at_start=True) & set(NAMES) for m, p in NAMES.items()}
    # a package's own __init__ stands above its modules; they are loaded by it or one by one
    graph = {m: {o for o in others if not m.startswith(f"{o}.")} for m, others in graph.items()}
    done, path = set(), []

    def visit(module):
        assert module not in path, " -> ".join([*path[path.index(module) :], module])
        if module in done:
            return
        path.append(module)
        for other in sorted(graph[module]):
            visit(other)
        path.pop()
        done.add(module)

    for module in graph:
        visit(module)


@pytest.mark.parametrize("module", sorted(NAMES))
def test_files_and_functions_stay_small(module):
    path = NAMES[module]
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= MOST_LINES, f"{lines} lines: which second concept is it?"
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            long = (node.end_lineno or node.lineno) - node.lineno + 1
            assert long <= MOST_FUNCTION, f"{node.name}: {long} lines"


@pytest.mark.parametrize("module", sorted(NAMES))
def test_what_is_lent_is_kept_by_somebody(module):
    """A bundle that is lent holds nothing: an array made within the call would be freed at once."""
    for node in ast.walk(tree_of(NAMES[module])):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "lend":
            for inside in ast.walk(node):
                if isinstance(inside, ast.Call) and inside is not node:
                    assert inside in node.args, ast.unparse(inside)


@pytest.mark.parametrize("module", sorted(NAMES))
def test_there_is_no_randomness_but_the_draws(module):
    for node in ast.walk(tree_of(NAMES[module])):
        if isinstance(node, ast.Attribute):
            assert ast.unparse(node) not in ("np.random", "numpy.random"), node.lineno
        if isinstance(node, ast.Import):
            assert not {a.name for a in node.names} & {"random", "secrets", "uuid"}
        if isinstance(node, ast.ImportFrom):
            assert node.module not in ("random", "numpy.random", "secrets", "uuid")


@pytest.mark.parametrize("module", sorted(m for m in NAMES if room_of(m) in NO_KERNELS))
def test_kernels_stand_where_the_cache_looks_for_them(module):
    assert "njit" not in NAMES[module].read_text(encoding="utf-8")


@pytest.mark.parametrize("module", sorted(m for m, p in NAMES.items() if p.name == "__init__.py"))
def test_every_package_names_what_is_public(module):
    tree = tree_of(NAMES[module])
    public = [
        n for n in tree.body
        if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "__all__"
    ]  # fmt: skip
    imported = any(isinstance(n, ast.ImportFrom) and n.module != "__future__" for n in tree.body)
    defined = any(isinstance(n, ast.FunctionDef | ast.ClassDef) for n in tree.body)
    assert public or not (imported or defined), "has public names but no __all__"
    if public:
        loaded = import_module(module)
        for name in loaded.__all__:
            assert getattr(loaded, name) is not None


@pytest.mark.parametrize("module", sorted(NAMES))
def test_every_file_says_what_it_is(module):
    assert ast.get_docstring(tree_of(NAMES[module])), "has no docstring"
