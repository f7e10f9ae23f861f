//go:build go1.21

package closed

import _ "unsafe"

// want+1 unsafe/linkname-to-runtime:medium "`runtime.gcMarkDone` is not open to other modules: from Go 1.23 on"
//go:linkname gcMarkDone runtime.gcMarkDone
func gcMarkDone()
