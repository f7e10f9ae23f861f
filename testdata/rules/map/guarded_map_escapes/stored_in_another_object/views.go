package views

import "sync"

type View struct {
	cells map[string]int
}

func (v *View) Cell(name string) int { return v.cells[name] }

type Sheet struct {
	mu    sync.Mutex
	cells map[string]int
}

func New() *Sheet {
	return &Sheet{cells: map[string]int{}}
}

func (s *Sheet) Set(name string, v int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cells[name] = v
}

// View shares the sheet's map with an object that has no lock.
func (s *Sheet) View() *View {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &View{cells: s.cells} // want map/guarded-map-escapes "cells"
}
