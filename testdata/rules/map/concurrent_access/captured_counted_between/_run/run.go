package run

import calls "golint.test/rules/map/concurrent_access/captured_counted_between"

func Run() {
	for range 20 {
		calls.Captured()
	}
}
