"""The operating systems, architectures and tags that Go's build constraints know (Go 1.27: `go tool dist list`,
`go list -f '{{context.ToolTags}}'`, package internal/syslist)."""

NEWEST = (1, 27)

_GOOS = """
    aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos
"""
_UNIX = "aix android darwin dragonfly freebsd hurd illumos ios linux netbsd openbsd solaris"
_GOARCH = """
    386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le
    ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm
"""
_PAIRS = """
    linux/amd64 windows/amd64 darwin/arm64 linux/arm64 freebsd/amd64 darwin/amd64 linux/386 linux/arm openbsd/amd64
    netbsd/amd64 js/wasm plan9/amd64 solaris/amd64 android/arm64 ios/arm64 wasip1/wasm aix/ppc64 dragonfly/amd64
    illumos/amd64 windows/386 windows/arm64 linux/ppc64le linux/s390x linux/riscv64 linux/loong64 linux/mips
    linux/mips64 linux/mips64le linux/mipsle linux/ppc64 android/386 android/amd64 android/arm freebsd/386 freebsd/arm
    freebsd/arm64 freebsd/riscv64 ios/amd64 netbsd/386 netbsd/arm netbsd/arm64 openbsd/386 openbsd/arm openbsd/arm64
    openbsd/ppc64 openbsd/riscv64 plan9/386 plan9/arm
"""
_TOOL_TAGS = """
    goexperiment.regabiwrappers goexperiment.regabiargs goexperiment.dwarf5 goexperiment.jsonv2
    goexperiment.greenteagc goexperiment.randomizedheapbase64 goexperiment.sizespecializedmalloc
    amd64.v1 arm64.v8.0 386.sse2 arm.5 arm.6 arm.7 mips.hardfloat mipsle.hardfloat mips64.hardfloat mips64le.hardfloat
    ppc64.power8 ppc64le.power8 riscv64.rva20u64
"""
_STANDARD = """
    archive arena bufio builtin bytes cmp compress container context crypto database debug embed encoding errors expvar
    flag fmt go hash html image index internal io iter log maps math mime net os path plugin reflect regexp runtime simd
    slices sort strconv strings structs sync syscall testing text time unicode unique unsafe uuid weak
"""

GOOS = frozenset(_GOOS.split())
UNIX = frozenset(_UNIX.split())
GOARCH = frozenset(_GOARCH.split())
# A GOOS that is also another one, for tags and file names.
IMPLIED = {"android": "linux", "illumos": "solaris", "ios": "darwin"}
# Supported pairs, the likeliest first: further configurations are sought in this order.
PAIRS = tuple((pair.partition("/")[0], pair.partition("/")[2]) for pair in _PAIRS.split())
TOOL_TAGS = frozenset(_TOOL_TAGS.split())
# First elements of the standard library's import paths: what no other module can be called.
STANDARD = frozenset(_STANDARD.split())
