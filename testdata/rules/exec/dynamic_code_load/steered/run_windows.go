package steered

import "syscall"

var sessions = syscall.NewLazyDLL("wtsapi32.dll") // want exec/dynamic-code-load:high "looks for `wtsapi32.dll` beside the program"
