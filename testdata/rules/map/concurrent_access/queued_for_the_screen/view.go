package view

import "time"

// Screen runs what is queued, one after the other, in the goroutine that draws.
type Screen interface{ QueueUpdate(func()) }

// View is what the goroutine that draws has.
type View struct {
	screen Screen
	rows   map[string]int
	loaded map[string]int
}

func New(screen Screen) *View {
	return &View{screen, map[string]int{}, map[string]int{}}
}

// Watch queues what it finds.
func (v *View) Watch() {
	go func() {
		for range 100 {
			v.screen.QueueUpdate(func() {
				v.rows["seen"]++ // want map/concurrent-access:low "rows"
			})
			v.loaded["seen"]++ // want map/concurrent-access:medium "loaded"
			time.Sleep(time.Microsecond)
		}
	}()
}

// Draw shows the rows.
func (v *View) Draw() int { return v.rows["seen"] }

// Load tells what was loaded.
func (v *View) Load() int { return v.loaded["seen"] }
