// Package refresh keeps the names up to date.
package refresh

import "golint.test/rules/map/concurrent_access/two_packages_write/names"

func Start() chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 100 {
			names.All["a"] = i
		}
	}()
	return done
}
