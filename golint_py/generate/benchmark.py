"""A Go benchmark of the ways to make a map safe, with the mix of operations that the code has."""

import re
from collections.abc import Mapping

_BASIC = frozenset(
    "string int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr byte rune float32 float64".split()
)
_GO = """package safemap_test

import (
%(imports)s	"sync"
	"testing"

	"%(path)s"
)

// What the code does with %(title)s, by places.
// Put in what happens at run time, if you know it: a counter or a profile tells.
const (
%(mix)s)

// keys is the number of elements.
const keys = 1024

type subject interface {
	Load(%(K)s) (%(V)s, bool)
	Store(%(K)s, %(V)s)
	Delete(%(K)s)
	Len() int
	Snapshot() map[%(K)s]%(V)s
	Clear()
}

// guarded is a map with a lock beside it.
type guarded struct {
	mu sync.RWMutex
	m  map[%(K)s]%(V)s
}

func (g *guarded) Load(k %(K)s) (%(V)s, bool) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	v, ok := g.m[k]
	return v, ok
}

func (g *guarded) Store(k %(K)s, v %(V)s) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.m[k] = v
}

func (g *guarded) Delete(k %(K)s) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.m, k)
}

func (g *guarded) Len() int {
	g.mu.RLock()
	defer g.mu.RUnlock()
	return len(g.m)
}

func (g *guarded) Snapshot() map[%(K)s]%(V)s {
	g.mu.RLock()
	defer g.mu.RUnlock()
	elements := make(map[%(K)s]%(V)s, len(g.m))
	for k, v := range g.m {
		elements[k] = v
	}
	return elements
}

func (g *guarded) Clear() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.m = make(map[%(K)s]%(V)s)
}

func Benchmark%(name)s(b *testing.B) {
	names := make([]%(K)s, keys)
	for i := range names {
		names[i] = %(key)s
	}
	var v %(V)s
	for _, one := range []struct {
		name string
		m    subject
	}{
		{"guard", &guarded{m: make(map[%(K)s]%(V)s)}},
		{"wrapper", new(safemap.Map[%(K)s, %(V)s])},
%(more)s	} {
		m := one.m
		b.Run(one.name, func(b *testing.B) {
			for _, k := range names {
				m.Store(k, v)
			}
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for i := 0; pb.Next(); i++ {
					k := names[i%%keys]
					switch at := i %% (lookups + stores + deletes + lens + ranges + clears); {
					case at < lookups:
						m.Load(k)
					case at < lookups+stores:
						m.Store(k, v)
					case at < lookups+stores+deletes:
						m.Delete(k)
					case at < lookups+stores+deletes+lens:
						m.Len()
					case at < lookups+stores+deletes+lens+ranges:
						m.Snapshot()
					default:
						m.Clear()
					}
				}
			})
		})
	}
}
"""
_KINDS = {
    "lookups": ("read",),
    "stores": ("write",),
    "deletes": ("delete",),
    "lens": ("len",),
    "ranges": ("range",),
    "clears": ("clear", "replace"),
}


def benchmark(title: str, key: str, element: str, counts: Mapping[str, int], path: str, go: tuple[int, int]) -> str:
    """The benchmark for a map called `title`, to lie in the package at the import path `path` as a `_test.go` file.

    `counts` are places by kind of access. Types that are not basic ones are replaced: by string, and by a pointer.
    """
    key_type = key if key in _BASIC else "string"
    numbers = {name: sum(counts.get(kind, 0) for kind in kinds) for name, kinds in _KINDS.items()}
    width = max(map(len, numbers))
    more = '\t\t{"sharded", new(safemap.Sharded[%(K)s, %(V)s])},\n' if go >= (1, 24) else ""
    more += '\t\t{"syncmap", new(safemap.Sync[%(K)s, %(V)s])},\n'
    words = {
        "K": key_type,
        "V": element if element in _BASIC or element == "bool" else "*int",
        "imports": '\t"strconv"\n' if key_type == "string" else "",
        "key": "strconv.Itoa(i)" if key_type == "string" else f"{key_type}(i)",
        "mix": "".join(f"\t{name:<{width}} = {number}\n" for name, number in numbers.items()),
        "name": "".join(part[:1].upper() + part[1:] for part in re.findall(r"\w+", title)),
        "title": title,
        "path": path,
    }
    return _GO % {**words, "more": more % words}
