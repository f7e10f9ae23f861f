// Package okopen names symbols that are open to other modules.
package okopen

import _ "unsafe"

//go:linkname nanotime runtime.nanotime
func nanotime() int64

//go:linkname fastrand runtime.fastrand
func fastrand() uint32

//go:linkname typelinks reflect.typelinks
func typelinks() (sections []uintptr, offset [][]int32)

//go:linkname overflowError runtime.overflowError
var overflowError error

// Another module's symbol is not the standard library's.
//
//go:linkname helper golint.test/other.helper
func helper(int)

// exported leaves this one open to others.
//
//go:linkname exported
func exported() {}

const text = `
//go:linkname gcStart runtime.gcStart
`

// Use keeps them in sight.
func Use() {
	helper(int(nanotime()) + int(fastrand()) + len(text))
	_, _ = typelinks()
	exported()
	panic(overflowError)
}
