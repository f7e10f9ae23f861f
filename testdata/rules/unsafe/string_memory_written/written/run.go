// Package written changes strings.
package written

import (
	"bytes"
	"io"
	"sync"
	"unsafe"
)

func element(s string) {
	b := unsafe.Slice(unsafe.StringData(s), len(s))
	b[0] = 'x' // want unsafe/string-memory-written:high "the string `s`"
}

func pointer(s string) {
	*unsafe.StringData(s) = 'x' // want unsafe/string-memory-written:high "the string `s`"
}

func copied(s string, from []byte) {
	b := unsafe.Slice(unsafe.StringData(s), len(s))
	copy(b[1:], from) // want unsafe/string-memory-written:high "the string `s`"
}

func bytesOf(s string) []byte {
	return *(*[]byte)(unsafe.Pointer(&struct {
		string
		Cap int
	}{s, len(s)}))
}

func helper(name string) string {
	b := bytesOf(name)
	for i := range b {
		if b[i] == '/' {
			b[i] = '_' // want unsafe/string-memory-written:high "string `name`"
		}
	}
	return name
}

func shortened(s string) []byte {
	b := bytesOf(s)
	return append(b[:1], '.') // want unsafe/string-memory-written:high "the string"
}

func read(r io.Reader, s string) {
	b := unsafe.Slice(unsafe.StringData(s), len(s))
	io.ReadFull(r, b) // want unsafe/string-memory-written:high "the string"
	r.Read(b)         // want unsafe/string-memory-written:high "the string"
}

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func pooled(n int) string {
	buf := pool.Get().(*bytes.Buffer)
	defer pool.Put(buf)
	buf.Reset()
	for range n {
		buf.WriteByte('.')
	}
	b := buf.Bytes()
	return unsafe.String(&b[0], len(b)) // want unsafe/string-memory-written:high "go back to a pool"
}
