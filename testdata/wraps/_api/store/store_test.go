package store_test

import (
	"testing"

	"example.com/m/store"
)

func TestNew(t *testing.T) {
	s := store.New()
	s.Names["x"] = 1
	if store.Counts["none"] != 0 || len(s.Names) != 1 {
		t.Fail()
	}
}
