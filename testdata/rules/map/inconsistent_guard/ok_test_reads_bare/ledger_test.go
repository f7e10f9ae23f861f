package ledger

import "testing"

// The test looks into the ledger without its lock; nothing else is running.
func TestPost(t *testing.T) {
	l := New()
	l.Post("cash", 2)
	if l.entries["cash"] != 2 {
		t.Fatal(l.entries)
	}
	l.entries["cash"] = 0
	if l.Balance("cash") != 0 {
		t.Fatal("not empty")
	}
}
