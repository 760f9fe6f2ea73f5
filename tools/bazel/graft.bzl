"""The three macros every BUILD file uses: a library, its test, its benchmark; and a fuzz target."""

load("@rules_cc//cc:defs.bzl", "cc_binary", "cc_library", "cc_test")

# Row kernels: vectorised by the compiler, in three clones; see common/kernels/simd.h.
KERNEL_COPTS = [
    "-O3",
    "-fno-math-errno",
    "-fno-trapping-math",
    "-fopenmp-simd",
]

def cc_lib(name, **kwargs):
    """A library with one header and, unless it is header-only, one source of the same stem."""
    cc_library(name = name, **kwargs)

def cc_unit_test(name, deps = [], size = "small", **kwargs):
    """The GoogleTest of one stem: `x_test` from x_test.cc, beside its naive twin x_ref.h if any."""
    cc_test(
        name = name,
        size = size,
        srcs = kwargs.pop("srcs", [name + ".cc"]),
        deps = deps + ["@gtest//:gtest_main"],
        **kwargs
    )

def cc_bench(name, deps = [], smoke_args = [], **kwargs):
    """A Google Benchmark binary, and the test <name>_smoke: each of its cases runs about once.

    Args:
      name: the stem, x_bench.
      deps: libraries; Google Benchmark is added.
      smoke_args: flags for the smoke test, say a --benchmark_filter that leaves out long cases.
      **kwargs: for the binary.
    """
    cc_binary(
        name = name,
        testonly = True,
        srcs = [name + ".cc"],
        deps = deps + ["@benchmark"],
        **kwargs
    )
    native.sh_test(
        name = name + "_smoke",
        size = "medium",
        srcs = ["//tools/bazel:bench_smoke.sh"],
        args = ["$(location :%s)" % name] + smoke_args,
        data = [":" + name],
        tags = ["benchmark"],
    )

def cc_fuzz(name, deps = [], **kwargs):
    """A libFuzzer target, and the test <name>_seeds: a few thousand inputs without a fuzzer.

    ./bazelw run --config=fuzz <label> -- -runs=1000000

    Args:
      name: the stem, x_fuzz.
      deps: libraries.
      **kwargs: for both.
    """
    cc_binary(
        name = name,
        testonly = True,
        srcs = [name + ".cc"],
        linkopts = ["-fsanitize=fuzzer"],
        tags = ["manual"],
        deps = deps,
        **kwargs
    )
    cc_test(
        name = name + "_seeds",
        size = "small",
        srcs = [name + ".cc"],
        deps = deps + ["//tools/bazel:fuzz_seeds"],
        **kwargs
    )
