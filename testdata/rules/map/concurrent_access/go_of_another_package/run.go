// A function of another package is started many times, and writes to a map of its package.
package go_of_another_package

import (
	"time"

	"golint.test/rules/map/concurrent_access/go_of_another_package/count"
)

func Run() {
	for range 8 {
		go count.Hit("page")
	}
	time.Sleep(20 * time.Millisecond)
}
