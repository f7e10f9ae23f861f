package run

import limiter "golint.test/rules/map/concurrent_access/counted_between"

func Run() {
	for range 20 {
		limiter.Both()
	}
}
