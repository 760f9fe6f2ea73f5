"""Repository rules: libraries of the distribution, and pinned, hashed archives from PyPI and npm."""

_UNZIP = "import glob,zipfile\nfor w in glob.glob('archives/*.whl'): zipfile.ZipFile(w).extractall('.')"

_PLATFORMS = [
    "manylinux_2_28_x86_64",
    "manylinux_2_27_x86_64",
    "manylinux_2_25_x86_64",
    "manylinux_2_18_x86_64",
    "manylinux2014_x86_64",
    "any",
]

def _run(ctx, what, argv):
    result = ctx.execute(argv, timeout = 1800)
    if result.return_code:
        fail("%s failed (%s):\n%s" % (what, " ".join([str(a) for a in argv]), result.stderr))
    return result.stdout

def _wheels_impl(ctx):
    lines = ["%s --hash=sha256:%s" % (r, h) for r, h in ctx.attr.wheels.items()]
    ctx.file("requirements.txt", "\n".join(lines))
    argv = ["python3", "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    argv += ["--no-deps", "--only-binary=:all:", "--require-hashes", "--python-version", "3.12"]
    argv += ["--dest", "archives", "-r", "requirements.txt"]
    for platform in _PLATFORMS:
        argv += ["--platform", platform]
    _run(ctx, "pip download", argv)
    _run(ctx, "unpacking", ["python3", "-c", _UNZIP])
    ctx.delete("archives")
    ctx.symlink(ctx.attr.build_file, "BUILD.bazel")

wheels = repository_rule(
    doc = "Downloads wheels from PyPI, checks their hashes and unpacks them into one tree.",
    implementation = _wheels_impl,
    attrs = {
        "build_file": attr.label(allow_single_file = True, mandatory = True),
        "wheels": attr.string_dict(doc = "name==version -> sha256", mandatory = True),
    },
)

def _npm_impl(ctx):
    name = _run(ctx, "npm pack", ["npm", "pack", "--silent", ctx.attr.package]).strip().split("\n")[-1]
    seen = _run(ctx, "sha256sum", ["sha256sum", name]).split(" ")[0]
    if seen != ctx.attr.sha256:
        fail("%s: sha256 is %s, expected %s" % (name, seen, ctx.attr.sha256))
    ctx.extract(name, stripPrefix = "package")
    ctx.delete(name)
    ctx.symlink(ctx.attr.build_file, "BUILD.bazel")

npm_package = repository_rule(
    doc = "Downloads one npm package, checks its hash and unpacks it.",
    implementation = _npm_impl,
    attrs = {
        "build_file": attr.label(allow_single_file = True, mandatory = True),
        "package": attr.string(doc = "name@version", mandatory = True),
        "sha256": attr.string(mandatory = True),
    },
)

def _system_impl(ctx):
    if not ctx.path("/usr/include/" + ctx.attr.header).exists:
        fail("\n/usr/include/%s is missing: install the Debian package %s, or build with ./bazelw, which does." %
             (ctx.attr.header, ctx.attr.package))
    for folder in ctx.attr.folders:
        ctx.symlink("/usr/include/" + folder, folder)
    ctx.symlink(ctx.attr.build_file, "BUILD.bazel")

system_library = repository_rule(
    doc = "A library of the distribution: checks that its header is there, or names the package to install.",
    implementation = _system_impl,
    local = True,
    attrs = {
        "build_file": attr.label(allow_single_file = True, mandatory = True),
        "folders": attr.string_list(doc = "folders of /usr/include that the compiler does not search by itself"),
        "header": attr.string(doc = "a header below /usr/include", mandatory = True),
        "package": attr.string(doc = "the Debian package that has it", mandatory = True),
    },
)
