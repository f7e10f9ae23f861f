// Package words counts words.
package words

type Words struct {
	seen map[string]int
}

func New() *Words { return &Words{seen: map[string]int{}} }

func (w *Words) Add(word string) {
	w.seen[word]++ // want map/concurrent-access:high "map `w.seen` is written here while another of these goroutines"
}

func (w *Words) Count(word string) int { return w.seen[word] }
