package run

import (
	"time"

	"golint.test/pairs"
	leases "golint.test/rules/map/write_under_read_lock/bulk_delete"
)

func Run() {
	l := leases.New()
	renew := func(id string) func() { return func() { l.Renew(id, -time.Second) } }
	alive := func() { l.Alive(time.Now()) }
	renew("a")()
	renew("b")()
	pairs.Of(alive, renew("c"))
}
