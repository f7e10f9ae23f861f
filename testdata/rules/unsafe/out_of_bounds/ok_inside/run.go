// Package ok_inside looks at no more memory than there is, or nobody can tell.
package ok_inside

import "unsafe"

type sa struct {
	f uint16
	d [6]byte
}

func bytes(b []uint32) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(&b[0])), len(b)*4)
}

func words(b []byte) []uint32 {
	return (*[1 << 28]uint32)(unsafe.Pointer(&b[0]))[: len(b)/4 : len(b)>>2]
}

func array(x uint64) [8]byte {
	return *(*[8]byte)(unsafe.Pointer(&x))
}

func float(x float64) uint64 {
	return *(*uint64)(unsafe.Pointer(&x))
}

func last(b []byte) unsafe.Pointer {
	return unsafe.Add(unsafe.Pointer(&b[0]), len(b)-1)
}

func given(p *byte, n int) []byte {
	return unsafe.Slice(p, n)
}

func field(s *sa) uint64 {
	return *(*uint64)(unsafe.Pointer(s))
}

func same(s []byte) (r []byte) {
	x := s
	return *(*[]byte)(unsafe.Pointer(&x))
}

type raw struct {
	family uint16
	data   [14]byte
}

type long struct {
	family uint16
	data   [100]byte
}

func prefix(r raw) uint16 {
	return (*long)(unsafe.Pointer(&r)).family
}

func handedOn(r raw) {
	use((*long)(unsafe.Pointer(&r)))
}

func use(*long) {}

func number(p *int) []byte {
	b := make([]byte, 16)
	(*sa)(unsafe.Pointer(&b[0])).f = uint16(*p)
	return b
}

func cut(n uint64) []byte {
	all := (*[1 << 20]byte)(unsafe.Pointer(&n))[:]
	return all[:8]
}

func elements(n uint64, i int) (byte, byte) {
	bytes := (*[16]byte)(unsafe.Pointer(&n))
	return bytes[7], bytes[i]
}

func rest(r raw) []byte {
	return (*[14]byte)(unsafe.Pointer(&r.data))[:]
}
