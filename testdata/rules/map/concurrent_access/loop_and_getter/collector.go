package collector

import "time"

// Collector samples in the background; nothing orders that with Latest.
type Collector struct {
	latest map[string]float64
	sample func() (string, float64)
	stop   chan struct{}
}

func New(sample func() (string, float64)) *Collector {
	c := &Collector{latest: map[string]float64{}, sample: sample, stop: make(chan struct{})}
	go c.loop()
	return c
}

func (c *Collector) loop() {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-c.stop:
			return
		case <-tick.C:
			name, v := c.sample()
			c.latest[name] = v // want map/concurrent-access:medium "latest"
		}
	}
}

func (c *Collector) Latest(name string) float64 {
	return c.latest[name]
}

func (c *Collector) Close() { close(c.stop) }
