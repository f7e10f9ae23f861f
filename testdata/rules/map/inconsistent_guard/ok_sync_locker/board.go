package board

import "sync"

// Board may share its lock with others.
type Board struct {
	L      sync.Locker
	scores map[string]int
}

func New(l sync.Locker) *Board {
	if l == nil {
		l = new(sync.Mutex)
	}
	return &Board{L: l, scores: map[string]int{}}
}

func (b *Board) Score(player string, points int) {
	b.L.Lock()
	defer b.L.Unlock()
	b.scores[player] += points
}

func (b *Board) Best() (best string) {
	b.L.Lock()
	defer b.L.Unlock()
	for player, points := range b.scores {
		if points > b.scores[best] {
			best = player
		}
	}
	return best
}

func (b *Board) Reset() {
	b.L.Lock()
	clear(b.scores)
	b.L.Unlock()
}
