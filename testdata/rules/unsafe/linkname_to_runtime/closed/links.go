// Package closed names symbols of the standard library that are not open, or declares them otherwise.
package closed

import "unsafe"

// want+1 unsafe/linkname-to-runtime:high "`runtime.gcStart` is not open to other modules: the linker refuses it"
//go:linkname gcStart runtime.gcStart
func gcStart(trigger uintptr)

// want+1 unsafe/linkname-to-runtime:high "`os.commandLineArgs` is not open"
//go:linkname args os.commandLineArgs
func args() []string

// want+1 unsafe/linkname-to-runtime:high "`net/http.http2errClosed` is not open"
//go:linkname errClosed net/http.http2errClosed
var errClosed error

// want+1 unsafe/linkname-to-runtime:high "`nanotime` is declared with 1 parameter and 1 result, but `runtime.nanotime`"
//go:linkname nanotime runtime.nanotime
func nanotime(clock int32) int64

// want+1 unsafe/linkname-to-runtime:high "`gopanic` takes the place of `runtime.gopanic`"
//go:linkname gopanic runtime.gopanic
func gopanic(value any) { _ = unsafe.Pointer(&value) }

// Use keeps them in sight.
func Use() {
	gcStart(uintptr(nanotime(1)))
	gopanic(errClosed)
	_ = args()
}
