package drivers

import "sync"

type Driver interface{ Open(dsn string) error }

type table struct {
	byName map[string]Driver
}

var (
	driversMu sync.RWMutex
	drivers   = table{byName: map[string]Driver{}}
)

func Register(name string, d Driver) {
	driversMu.Lock()
	defer driversMu.Unlock()
	drivers.byName[name] = d
}

func Unregister(name string) {
	driversMu.Lock()
	defer driversMu.Unlock()
	delete(drivers.byName, name)
}

func Open(name, dsn string) error {
	d, ok := drivers.byName[name] // want map/inconsistent-guard "byName"
	if !ok {
		return nil
	}
	return d.Open(dsn)
}
