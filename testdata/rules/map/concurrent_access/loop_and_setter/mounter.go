package mounter

// Mounter hands out volumes; its loop ranges over them.
type Mounter struct {
	volumes map[string]int
	wake    chan int
	used    int
}

func New() *Mounter {
	m := &Mounter{volumes: make(map[string]int), wake: make(chan int)}
	go m.run()
	return m
}

func (m *Mounter) run() {
	for range m.wake {
		used := 0
		for _, size := range m.volumes {
			used += size
		}
		m.used = used
	}
}

// Mount adds a volume after it has woken the loop.
func (m *Mounter) Mount(name string, size int) {
	m.wake <- size
	m.volumes[name] = size // want map/concurrent-access:medium "volumes"
}
