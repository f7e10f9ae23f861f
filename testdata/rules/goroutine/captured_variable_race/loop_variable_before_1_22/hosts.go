//go:build go1.21

package hosts

import "sync"

type Host struct {
	Name string
	IPs  [2]string
}

func look(name *string) int { return len(*name) }

// Names has one variable for all turns of the loop, as the file says which Go it is for.
func Names(hosts []Host, visit func(string)) {
	var wg sync.WaitGroup
	for _, host := range hosts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			visit(host.Name) // want goroutine/captured-variable-race:high "`host` is read in this goroutine while the function around writes it"
		}()
	}
	wg.Wait()
}

// Addresses reads an element of an array.
func Addresses(hosts [][2]string, visit func(string)) {
	var wg sync.WaitGroup
	for _, pair := range hosts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			visit(pair[0]) // want goroutine/captured-variable-race:high "`pair` is read in this goroutine while the function around writes it"
		}()
	}
	wg.Wait()
}

// Lengths hands the address of a part on.
func Lengths(hosts []Host, visit func(int)) {
	var wg sync.WaitGroup
	for _, host := range hosts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			visit(look(&host.Name)) // want goroutine/captured-variable-race:high "`host` is read in this goroutine while the function around writes it"
		}()
	}
	wg.Wait()
}

func Run() {
	hosts := []Host{{Name: "a"}, {Name: "b"}, {Name: "c"}}
	Names(hosts, func(string) {})
	Addresses([][2]string{{"a"}, {"b"}, {"c"}}, func(string) {})
	Lengths(hosts, func(int) {})
}
