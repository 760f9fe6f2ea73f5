"""dg_objective: one line of dg/BUILD per objective."""

load("//tools/bazel:graft.bzl", "cc_lib")

def dg_objective(name, deps = []):
    """dg/objectives/<name>.{h,cc}, linked whole so that its registration line runs."""
    cc_lib(
        name = name,
        srcs = ["objectives/%s.cc" % name],
        hdrs = ["objectives/%s.h" % name],
        alwayslink = True,
        deps = deps + [
            ":network_objective",
            "//common/tensor:ops",
        ],
    )

def all_objectives(name):
    """Every dg_objective above it in the file, as one library to link."""
    objectives = [
        rule
        for rule, attributes in native.existing_rules().items()
        if attributes.get("alwayslink")
    ]
    cc_lib(
        name = name,
        deps = [":" + objective for objective in sorted(objectives)],
    )
