"""graft_method: one line of peft/BUILD per method."""

load("//tools/bazel:graft.bzl", "cc_lib")

def graft_method(name, family, deps = []):
    """peft/<family>/<name>.{h,cc}, linked whole so that its registration line runs."""
    cc_lib(
        name = name,
        srcs = ["%s/%s.cc" % (family, name)],
        hdrs = ["%s/%s.h" % (family, name)],
        alwayslink = True,
        deps = deps + [
            ":method",
            "//common/tensor:init",
            "//common/tensor:ops",
        ],
    )

def all_methods(name):
    """Every graft_method above it in the file, as one library to link."""
    methods = [
        rule
        for rule, attributes in native.existing_rules().items()
        if attributes.get("alwayslink")
    ]
    cc_lib(
        name = name,
        deps = [":" + method for method in sorted(methods)],
    )
