// Two packages write to one exported map of a third: one of them from a goroutine.
package two_packages_write

import (
	"golint.test/rules/map/concurrent_access/two_packages_write/names"
	"golint.test/rules/map/concurrent_access/two_packages_write/refresh"
)

func Run() {
	done := refresh.Start()
	for i := range 100 {
		Set("b", i)
	}
	<-done
}

func Set(name string, value int) {
	names.All[name] = value // want map/concurrent-access:medium "map `names.All` is written here while the goroutine started in `Start`"
}
