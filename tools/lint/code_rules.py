"""Rules on how the code hangs together: stems, layers, LibTorch's headers, BUILD files."""

import ast
import re

from tree import AREAS, PROGRAMS, defines_nothing, split, whole_of

# A folder may include what has a lower rank, and itself. Tests and benches may include all.
RANKS = {
    "common/base": 0,
    "common/tensor": 1,
    "common/formats": 2, "common/kernels": 2, "common/text": 2,
    "common/data": 3, "common/models": 3, "common/optim": 3,
    "common/train": 4,
    "common/report": 5,
    "common/testing": 6,
    "dg": 7, "peft": 7,
    "papers": 8,
    "cli": 9,
}
TORCH_FOLDERS = ("common/tensor/", "common/kernels/")
# What algorithms/ may use beside the standard library: vector instructions and large pages.
BESIDE_STANDARD = ("experimental/simd", "immintrin.h", "sys/mman.h")
UMBRELLAS = ("torch/torch.h", "torch/extension.h", "torch/nn.h", "torch/all.h", "ATen/ATen.h")

_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def _includes(tree, path):
    for number, line in tree.lines(path):
        found = _INCLUDE.match(line)
        if found:
            yield number, found[1], found[2]


def check_stems(tree):
    """x.h is tested by tests/<its folder>/x_test.cc, and no test or source lacks its header."""
    files = set(tree.files)
    for path in tree.cpp():
        folder, stem = split(path)
        area = path.split("/")[0]
        if path.startswith(PROGRAMS) or stem == "main":
            continue
        if area in AREAS and path.endswith(".h"):
            test = f"tests/{folder}/{stem}_test.cc"
            exempt = whole_of(path, files) or defines_nothing(tree.text(path))
            if test not in files and not exempt:
                yield f"{path}: has no test {test}"
        elif area in AREAS and f"{folder}/{stem}.h" not in files:
            yield f"{path}: has no header {folder}/{stem}.h"
        elif path.startswith(tuple(f"tests/{name}/" for name in AREAS)):
            yield from _check_test(files, path, folder, stem)


def _check_test(files, path, folder, stem):
    """tests/a/x_test.cc, or x_<aspect>_test.cc, needs a/x.h.

    A suite over a registry does not, nor do libraries that tests share.
    """
    subject = re.sub(r"_(?:test|ref|fuzz)$", "", stem)
    if subject == "conformance" or subject == stem and f"{folder}/{stem}.h" in files:
        return
    source = folder.removeprefix("tests/")
    parts = subject.split("_")
    stems = ["_".join(parts[:n]) for n in range(1, len(parts) + 1)]
    if not any(f"{source}/{name}.h" in files for name in stems):
        yield f"{path}: tests no header {source}/{subject}.h"


def _layer(path):
    names = path.split("/")
    return "/".join(names[:2]) if names[0] == "common" else names[0]


def check_layers(tree):
    """Includes point down the layers; algorithms/ knows only the standard library."""
    for path in tree.cpp():
        layer = _layer(path)
        for number, mark, target in _includes(tree, path):
            where = f"{path}:{number}: "
            if layer == "algorithms":
                standard = mark == "<" and (
                    re.fullmatch(r"[a-z0-9_]+", target) or target in BESIDE_STANDARD)
                if not standard and not target.startswith("algorithms/"):
                    yield f"{where}algorithms/ includes only the standard library, not {target}"
            elif mark == '"' and layer in RANKS and _layer(target) != layer:
                if RANKS.get(_layer(target), 99) >= RANKS[layer]:
                    yield f"{where}{layer} stands below or beside {_layer(target)}: {target}"
    for path in tree.cpp():
        if path.startswith("common/") and _layer(path) not in RANKS:
            yield f"{path}: {_layer(path)} has no place in the order of layers"


def check_torch(tree):
    """LibTorch's own headers stay behind common/tensor; its umbrella headers stay out."""
    for path in tree.cpp():
        inside = path.removeprefix("tests/").removeprefix("bench/").startswith(TORCH_FOLDERS)
        for number, _, target in _includes(tree, path):
            if target in UMBRELLAS:
                yield f"{path}:{number}: umbrella header {target}: 10 to 20 s a file"
            elif target.startswith(("ATen/", "c10/", "torch/")) and not inside:
                yield f"{path}:{number}: {target}: include the facade, common/tensor/*.h"


# What a macro compiles without being told: {name} and {family} are its arguments.
IMPLIED = {
    "cc_bench": ["{name}.cc"],
    "cc_fuzz": ["{name}.cc"],
    "cc_unit_test": ["{name}.cc"],
    "dg_objective": ["objectives/{name}.h", "objectives/{name}.cc"],
    "graft_method": ["{family}/{name}.h", "{family}/{name}.cc"],
    "objective_test": ["objectives/{name}_test.cc"],
}


def _rules(tree, build):
    """(rule, {argument: the strings in it}) of each call in a BUILD file."""
    for node in ast.walk(ast.parse(tree.text(build))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, {
                word.arg: [leaf.value for leaf in ast.walk(word.value)
                           if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)]
                for word in node.keywords
            }


def _label_order(label):
    """Buildifier's order: this package, this workspace, the others."""
    kind = 0 if label.startswith(":") else 2 if label.startswith("@") else 1
    return kind, label.replace(":", "\0")


def check_build(tree):
    """One library a stem, no glob, dependencies in order, every C++ file built by something."""
    built = set()
    for build in tree.files:
        folder = build.rpartition("/")[0]
        if build.rpartition("/")[2] != "BUILD" or folder.startswith("third_party"):
            continue
        for rule, words in _rules(tree, build):
            files = words.get("srcs", []) + words.get("hdrs", [])
            name, family = ((words.get(key) or [""])[0] for key in ("name", "family"))
            implied = [pattern.format(name=name, family=family or name)
                       for pattern in IMPLIED.get(rule, [])]
            built.update(f"{folder}/{file}".lstrip("/") for file in files + implied)
            if rule == "glob" and not all(
                    pattern.endswith(".txt") for pattern in words.get("include", [""])):
                yield f"{build}: glob: name the files"
            if rule in ("cc_lib", "cc_library"):
                for file in files:
                    stem = re.sub(r"_(?:rows|internal)$", "", split(file)[1])
                    if name.rpartition("/")[2] not in (stem, split(file)[1]):
                        yield f"{build}: {name} holds {file}: one library a stem"
            deps = words.get("deps", [])
            if deps != sorted(deps, key=_label_order):
                yield f"{build}: deps of {name} are not in order"
    for path in tree.cpp():
        if path not in built and not path.startswith("third_party/"):
            yield f"{path}: no BUILD file builds it"
