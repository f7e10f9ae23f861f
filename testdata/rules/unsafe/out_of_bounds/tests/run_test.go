package tests

import (
	"testing"
	"unsafe"
)

func TestLong(t *testing.T) {
	var one byte
	if b := unsafe.Slice(&one, 1<<20); len(b) != 1<<20 { // want unsafe/out-of-bounds:low "do not fit"
		t.Fatal(len(b))
	}
}
