// Package count counts pages.
package count

var hits = map[string]int{}

func Hit(page string) {
	add(page)
}

func add(page string) {
	hits[page]++ // want map/concurrent-access:high "map `hits` is written here while another of these goroutines"
}
