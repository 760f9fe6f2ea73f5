#!/usr/bin/env -S python3 -B
"""Each rule passes a clean tree and finds each violation planted in it."""

import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools/lint"))

import lint
import text_rules
from tree import Tree

CARD = "".join(f"// {field}: something\n" for field in (
    "Idea", "Paper", "Symbols", "Computes", "Init", "Cost", "Errors", "Differs"))
LORA = "// Lora: a low-rank change.\n" + CARD + "// Not for: convolution.   Tested: all.\n"
PROBLEM = '// A: the sum.\n//\n// Source:    LeetCode 1 "A", 甲\n// Idea:      add.\n'
HEADINGS = ("Claim", "Equations", "Run", "Differences", "Results", "Not reproduced", "Status")

CLEAN = {
    ".clang-format": (ROOT / ".clang-format").read_text(),
    "common/base/check.h": "// Check: stops.\n#pragma once\n\nint Check();\n",
    "common/base/BUILD": 'cc_lib(\n    name = "check",\n    hdrs = ["check.h"],\n)\n',
    "common/tensor/fwd.h": "// Forward declaration.\n#pragma once\n\nnamespace at {\n"
                           "class Tensor;\n}  // namespace at\n",
    "common/tensor/ops.h": "// The operators.\n#pragma once\n\n#include <ATen/ops/mm.h>\n",
    "common/tensor/BUILD": 'cc_lib(name = "fwd", hdrs = ["fwd.h"])\n'
                           'cc_lib(name = "ops", hdrs = ["ops.h"], deps = [":fwd", "@torch"])\n',
    "tests/common/base/check_test.cc": '#include "common/base/check.h"\n',
    "tests/common/base/BUILD": 'cc_unit_test(name = "check_test")\n',
    "peft/BUILD": 'graft_method(name = "lora", family = "lora")\n',
    "peft/README.md": "| `lora` | LoRA |\n",
    "peft/lora/lora.h": LORA + "#pragma once\n\nint Lora();\n",
    "peft/lora/lora.cc": '#include "peft/lora/lora.h"\n\n'
                         '#include "common/base/check.h"\n\n'
                         'REGISTER_METHOD(Lora, "lora");\n',
    "tests/peft/lora/lora_test.cc": '#include "peft/lora/lora.h"\n',
    "tests/peft/BUILD": 'cc_unit_test(name = "lora_test", srcs = ["lora/lora_test.cc"])\n',
    "papers/README.md": "| `eann` | EANN |\n",
    "papers/eann/BUILD": 'cc_binary(name = "reproduce", srcs = ["reproduce.cc"])\n',
    "papers/eann/README.md": "".join(f"## {name}\n" for name in HEADINGS),
    "papers/eann/reproduce.cc": '#include "peft/lora/lora.h"\n',
    "tests/papers/eann_test.cc": "int main() {}\n",
    "tests/papers/BUILD": 'cc_unit_test(name = "eann_test")\n',
}


def lines(n):
    return "// x\n" * n


def function(n):
    return "int F() {\n" + "  G();\n" * (n - 2) + "}\n"


def registry(host):
    return "see https://" + host + "\n"


# (rule, file, its new text, or None to remove it; a part of the message)
PLANTED = [
    ("build", "common/base/BUILD", 'cc_lib(name = "check", hdrs = glob(["*.h"]))', "glob"),
    ("build", "common/base/BUILD", "", "check.h: no BUILD"),
    ("build", "tests/common/base/BUILD", "", "check_test.cc: no BUILD"),
    ("build", "peft/BUILD", 'graft_method(name = "dora", family = "lora")', "lora.cc: no BUILD"),
    ("build", "peft/lora/vera.cc", "", "vera.cc: no BUILD"),
    ("build", "common/base/BUILD", 'cc_lib(name = "base", hdrs = ["check.h"])', "a stem"),
    ("build", "common/tensor/BUILD", 'cc_lib(name = "x", deps = ["@a", ":b"])', "order"),
    ("cards", "common/base/check.h", "#pragma once\nint Check();\n", "check.h:1"),
    ("cards", "common/base/check.h", "// Checks things.\nint Check();\n", "check.h:1"),
    ("cards", "common/tensor/fwd.h", "#pragma once\n", "fwd.h:1"),
    ("cards", "peft/lora/lora.h", LORA.replace("// Cost: something\n", "") + "int F();\n",
     "'Cost:'"),
    ("cards", "peft/lora/lora.h", LORA.replace("Idea", "idea") + "int F();\n", "'Idea:'"),
    ("cards", "peft/lora/lora.h", LORA.replace(" all.", "") + "int F();\n", "'Tested:' is empty"),
    ("cards", "peft/lora/lora.h", LORA.replace("Init: something", "Init:") + "int F();\n",
     "'Init:' is empty"),
    ("cards", "peft/lora/lora.h", "// Lora: low rank.\nint F();\n", "'Idea:'"),
    ("cards", "algorithms/search/a.h", LORA + "int F();\n", "'Source:'"),
    ("format", "common/base/check.h", "int  Check();\n", "check.h:1: clang-format"),
    ("layers", "common/base/check.h", '#include "common/tensor/ops.h"\n', "common/base stands"),
    ("layers", "common/text/a.cc", '#include "common/formats/b.h"\n', "or beside"),
    ("layers", "common/train/a.cc", '#include "peft/lora/lora.h"\n', "common/train stands"),
    ("layers", "peft/lora/lora.cc", '#include "dg/core/domain.h"\n', "peft stands"),
    ("layers", "dg/core/a.cc", '#include "peft/lora/lora.h"\n', "dg stands"),
    ("layers", "peft/lora/lora.cc", '#include "papers/eann/a.h"\n', "peft stands"),
    ("layers", "common/models/a.cc", '#include "common/testing/golden.h"\n', "common/testing"),
    ("layers", "algorithms/a.h", '#include "common/base/check.h"\n', "standard library"),
    ("layers", "algorithms/a.h", "#include <absl/status/status.h>\n", "standard library"),
    ("layers", "common/misc/a.h", "// A: a.\n", "no place"),
    ("papers", "papers/eann/README.md", "## Claim\n## Run\n", "papers/eann/README.md"),
    ("papers", "papers/eann/reproduce.cc", None, "lacks papers/eann/reproduce.cc"),
    ("papers", "tests/papers/eann_test.cc", None, "lacks tests/papers/eann_test.cc"),
    ("papers", "papers/README.md", "", "no row"),
    ("registered", "peft/README.md", "see `lora`\n", "`lora` has no row"),
    ("registered", "peft/lora/lora.cc", 'GRAFT_REGISTER_METHOD(Dora, "dora");\n', "`dora`"),
    ("sizes", "common/base/check.h", lines(251), "251 lines"),
    ("sizes", "common/base/check.cc", lines(501), "501 lines"),
    ("problems", "algorithms/trees/a.h", PROBLEM, "is not registered"),
    ("problems", "algorithms/play/x_problems.cc", 'MakeProblem("trees/b", "LeetCode 2", B)',
     "there is no algorithms/trees/b.h"),
    ("problems", "algorithms/play/x_problems.cc", 'MakeProblem("trees/b", "LeetCode 2", B)',
     "no cases tests/algorithms/cases/b.txt"),
    ("problems", "tests/algorithms/cases/b.txt", "[1] -> 1\n", "no problem of this name"),
    ("problems", "algorithms/README.md", "# Algorithms\n", "the index is not that of the cards"),
    ("sizes", "common/base/check.cc", function(61), "check.cc:1: a function of 61"),
    ("sizes", "data/words.txt", "a" * (1 << 20), "1048576 bytes"),
    ("stems", "common/base/status.h", "int F();\n", "tests/common/base/status_test.cc"),
    ("stems", "common/base/macros.h", "#define A 1\n", "tests/common/base/macros_test.cc"),
    ("stems", "common/base/rng.cc", "int F();\n", "no header common/base/rng.h"),
    ("stems", "tests/common/base/old_test.cc", "", "tests no header"),
    ("stems", "tests/peft/lora/dora_ref.h", "", "tests no header"),
    ("stems", "tests/peft/lora/lora_test.cc", None, "lora.h: has no test"),
    ("torch", "common/tensor/ops.h", "#include <torch/torch.h>\n", "umbrella"),
    ("torch", "tests/common/base/check_test.cc", "#include <ATen/ATen.h>\n", "umbrella"),
    ("torch", "peft/lora/lora.cc", "#include <ATen/core/Tensor.h>\n", "facade"),
    ("torch", "common/models/a.h", "#include <c10/util/Half.h>\n", "facade"),
    ("words", "common/base/check.h", "// TO" "DO: later\n", "check.h:1: 'TO" "DO'"),
    ("words", "README.md", "\nFIX" "ME\n", "README.md:2"),
    ("words", "README.md", registry("py" "pi.org/simple"), "registry"),
    ("words", "README.md", registry("registry.np" "mjs.org/x"), "registry"),
    ("words", "papers/eann/results.jsonl", '{"data":"/wo' 'rk/data"}', "path of one machine"),
    ("words", "README.md", "in /ro" "ot/.cache\n", "path of one machine"),
]


def found(rule, files):
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            place = Path(folder, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        return list(lint.RULES[rule](Tree(folder)))


class Rules(unittest.TestCase):

    def test_pass_a_clean_tree(self):
        for rule in lint.RULES:
            self.assertEqual(found(rule, CLEAN), [], rule)

    def test_find_what_is_planted(self):
        for rule, path, text, message in PLANTED:
            files = {**CLEAN, path: text}
            if text is None:
                del files[path]
            with self.subTest(rule=rule, path=path, message=message):
                lines_found = found(rule, files)
                self.assertTrue(any(message in line for line in lines_found), lines_found)

    def test_are_each_planted_against(self):
        self.assertEqual({rule for rule, *_ in PLANTED}, set(lint.RULES))

    def test_are_each_a_target(self):
        text = (ROOT / "tools/lint/BUILD").read_text()
        for rule in lint.RULES:
            self.assertIn(f'    "{rule}",\n', text)


class Exemptions(unittest.TestCase):

    def test_aspects_parts_and_suites_need_no_header_of_their_own(self):
        files = {**CLEAN,
                 "tests/peft/lora/lora_parity_test.cc": "",
                 "tests/peft/lora/lora_ref.h": "int F();\n",
                 "tests/peft/conformance_test.cc": "",
                 "tests/peft/checks.h": "// Checks: shared.\nint F();\n",
                 "tests/peft/checks.cc": "",
                 "common/base/check_internal.h": "// How Check stops.\nint F();\n"}
        self.assertEqual(found("stems", files), [])

    def test_what_registers_no_method_needs_no_methods_card(self):
        files = {**CLEAN, "peft/lora/shared.h": "// Shared: a part of two methods.\nint F();\n"}
        self.assertEqual(found("cards", files), [])

    def test_what_papers_share_is_no_paper(self):
        files = {**CLEAN, "papers/common/tasks.h": "// Tasks: what papers share.\nint F();\n"}
        self.assertEqual(found("papers", files), [])

    def test_a_facade_that_undefines_macros_defines_nothing(self):
        files = {**CLEAN, "common/tensor/tensor.h": "// The tensor.\n#undef CHECK\n"}
        self.assertEqual(found("cards", files) + found("stems", files), [])

    def test_a_part_of_nothing_is_an_ordinary_header(self):
        files = {**CLEAN, "common/base/rng_internal.h": "// Parts.\nint F();\n"}
        self.assertEqual(len(found("stems", files)), 1)
        self.assertEqual(len(found("cards", files)), 1)

    def test_what_others_own_is_not_looked_at(self):
        bad = "// TO" "DO\n"
        files = {**CLEAN, "bazel-out/a.h": bad, ".git/a.h": bad, "results/a.h": bad}
        for rule in lint.RULES:
            self.assertEqual(found(rule, files), [], rule)

    def test_the_git_file_of_a_worktree_is_not_looked_at(self):
        files = {**CLEAN, ".git": "gitdir: /wo" "rk/main/.git\n"}
        for rule in lint.RULES:
            self.assertEqual(found(rule, files), [], rule)


class Functions(unittest.TestCase):

    def lengths(self, code):
        return text_rules.functions(code)

    def test_are_measured_from_head_to_brace(self):
        code = ("namespace graft {\n\nstruct A {\n public:\n  A(int x,\n    int y)\n"
                "      : x_{x}, y_(y) {\n    if (x) {\n    }\n  }\n  int x_ = 0;\n};\n\n"
                "int F() { return 1; }\n}  // namespace graft\n")
        self.assertEqual(list(self.lengths(code)), [(5, 6), (14, 1)])

    def test_are_not_tables_strings_or_macros(self):
        code = ('constexpr int kTable[2][2] = {\n    {F(1), 2},\n    {3, 4},\n};\n'
                '#define BODY(x) \\\n  void x() { \\\n  }\n'
                'const char* kText = R"(\nvoid F() {\n)";\n'
                "const char kOpen = '{';  // void G() {\n"
                "TEST(A, Claims) {\n  int x = 1'000;\n}\n")
        self.assertEqual(list(self.lengths(code)), [(12, 3)])

    def test_between_the_two_limits_are_noted_only(self):
        files = {**CLEAN, "common/base/check.cc": function(41)}
        self.assertEqual(found("sizes", files), [])
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "a.cc").write_text(function(41) + function(40))
            self.assertEqual(len(text_rules.long_functions(Tree(folder))), 1)


if __name__ == "__main__":
    unittest.main()
