// Package ok_read only reads the bytes of strings, or writes to copies.
package ok_read

import (
	"bytes"
	"sync"
	"unsafe"
)

func bytesOf(s string) []byte {
	return unsafe.Slice(unsafe.StringData(s), len(s))
}

func sum(s string) (n int) {
	for _, c := range bytesOf(s) {
		n += int(c)
	}
	return n
}

func copied(s string) []byte {
	b := make([]byte, len(s))
	copy(b, bytesOf(s))
	b[0] = 'x'
	return b
}

func appended(s string) []byte {
	return append([]byte("> "), bytesOf(s)...)
}

func stringOf(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b))
}

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func known(names map[string]int, text []byte) int {
	buf := pool.Get().(*bytes.Buffer)
	defer pool.Put(buf)
	buf.Reset()
	buf.Write(text)
	return names[stringOf(buf.Bytes())]
}

func cloned() string {
	buf := pool.Get().(*bytes.Buffer)
	defer pool.Put(buf)
	return string(buf.Bytes())
}

func reassigned(s string, b []byte) {
	v := bytesOf(s)
	if len(v) < len(b) {
		v = make([]byte, len(b))
		copy(v, b)
	}
	_ = v
}
