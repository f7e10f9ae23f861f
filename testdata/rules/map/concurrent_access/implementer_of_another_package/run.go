// The goroutines are in a package that knows an interface only; the map is behind it, in one that imports that package.
package implementer_of_another_package

import (
	"golint.test/rules/map/concurrent_access/implementer_of_another_package/memory"
	"golint.test/rules/map/concurrent_access/implementer_of_another_package/worker"
)

func Run() {
	p := worker.New(memory.New())
	p.Work()
}
