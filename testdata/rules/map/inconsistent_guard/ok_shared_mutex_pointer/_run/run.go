package run

import (
	"golint.test/pairs"
	tenants "golint.test/rules/map/inconsistent_guard/ok_shared_mutex_pointer"
)

func Run() {
	r := tenants.New()
	pairs.Of(
		func() { r.Tenant("acme").Use("disk", 1) },
		func() { r.Tenant("acme").Usage("disk") },
	)
}
