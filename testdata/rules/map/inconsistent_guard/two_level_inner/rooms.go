package rooms

import "sync"

// Directory maps a region to its hosts and their load.
type Directory struct {
	mu      sync.Mutex
	regions map[string]map[string]int
}

func NewDirectory() *Directory {
	return &Directory{regions: map[string]map[string]int{}}
}

func (d *Directory) Report(region, host string, load int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.regions[region] == nil {
		d.regions[region] = map[string]int{}
	}
	d.regions[region][host] = load
}

func (d *Directory) Forget(region, host string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.regions[region], host)
}

// Least finds the region's hosts under the lock and walks them without it.
func (d *Directory) Least(region string) (best string) {
	d.mu.Lock()
	hosts := d.regions[region]
	d.mu.Unlock()
	least := 1 << 30
	for host, load := range hosts { // want map/inconsistent-guard|map/guarded-map-escapes "regions|hosts"
		if load < least {
			best, least = host, load
		}
	}
	return best
}
