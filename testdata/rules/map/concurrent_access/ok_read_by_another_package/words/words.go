// Package words has functions for maps that others have.
package words

// Total adds all of the map.
func Total(counts map[string]int) int {
	sum := 0
	for _, n := range counts {
		sum += n
	}
	return sum
}
