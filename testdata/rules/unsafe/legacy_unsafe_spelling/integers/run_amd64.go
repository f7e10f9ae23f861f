package integers

import (
	"fmt"
	"unsafe"
)

func sum(b []byte) {
	fmt.Println(unsafe.Sizeof(b), *(*uint64)(unsafe.Pointer(&b[0]))+*(*uint64)(unsafe.Pointer(&b[8]))) // want unsafe/legacy-unsafe-spelling:high "binary" unsafe/legacy-unsafe-spelling:high "binary"
}

func counted(b []byte) {
	*(*uint32)(unsafe.Pointer(&b[0])) += 2 // want unsafe/legacy-unsafe-spelling:high "binary"
}
