// Package names has two maps of one name that one function uses.
package names

import "fmt"

type left struct {
	items map[string]int
}

type right struct {
	items map[string]int
}

// Merge goes over both.
func Merge(keys chan string) {
	l, r := &left{items: map[string]int{}}, &right{items: map[string]int{}}
	for n := range 4 {
		go func() {
			l.items["x"] = n
			r.items["x"] = n
			for k := range l.items {
				keys <- k
			}
			for k := range r.items {
				keys <- k
			}
			fmt.Println(len(keys))
		}()
	}
}
