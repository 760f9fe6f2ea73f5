"""objective_test: one line of tests/dg/BUILD per objective."""

load("//tools/bazel:graft.bzl", "cc_unit_test")

def objective_test(name, golden = [], deps = []):
    """tests/dg/objectives/<name>_test.cc, with the golden files that it reads.

    Args:
      name: the objective's stem.
      golden: names of DomainBed's files, as in tests/golden/dg.
      deps: further libraries.
    """
    cc_unit_test(
        name = name + "_test",
        srcs = ["objectives/%s_test.cc" % name],
        data = ["//tests/golden:dg_" + file for file in golden],
        deps = deps + [
            ":objective_checks",
            "//common/tensor:ops",
            "//dg:" + name,
        ],
    )
