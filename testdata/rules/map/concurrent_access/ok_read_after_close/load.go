package load

// Load reads the table when the loader has closed its channel.
func Load(rows []string) int {
	table := map[string]int{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i, row := range rows {
			table[row] = i
		}
	}()
	<-done // mutant:
	return len(table)
}

func Run() { Load([]string{"a", "b"}) }
