// Package count counts in a function that another package runs under its lock, and starts no goroutines.
package count

import (
	"fmt"
	"strconv"
	"sync"

	"golint.test/rules/goroutine/captured_variable_race/ok_run_under_a_lock_of_another_package/shelf"
)

func Run() {
	var shelves shelf.Shelves
	var group sync.WaitGroup
	made := 0
	for i := range 20 {
		group.Go(func() {
			shelves.GetOrMake("jars", strconv.Itoa(i), func() int {
				made++
				return made
			})
		})
	}
	group.Wait()
	fmt.Sprint(made)
}
