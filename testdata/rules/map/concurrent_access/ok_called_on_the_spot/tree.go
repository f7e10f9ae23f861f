package tree

// Depths walks with a literal that it calls itself; nothing here runs in parallel with anything.
func Depths(children map[string][]string, root string) map[string]int {
	depths := map[string]int{}
	var walk func(node string, depth int)
	walk = func(node string, depth int) {
		depths[node] = depth
		for _, child := range children[node] {
			walk(child, depth+1)
		}
	}
	walk(root, 0) // mutant: go walk(root, 0)
	each(children, func(node string) { depths[node]++ })
	return depths
}

func each(nodes map[string][]string, f func(string)) {
	for node := range nodes {
		f(node)
	}
}

func Run() { Depths(map[string][]string{"a": {"b"}}, "a") }
