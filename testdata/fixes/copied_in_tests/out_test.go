package copied_test

import (
	"testing"

	"golint.test/copied"
)

func TestCounter(t *testing.T) {
	one := *copied.New()
	two := []copied.Counter{one}
	if len(two) != 1 {
		t.Error(len(two))
	}
}
