package p

import "unknown.example/u"

func f(k string, n int) {
	c := u.New(k)
	c.items[k] = 1
	_ = c.items["a"]
	c.list[n] = 1
	v, ok := c.table[k]
	c.Do(v, ok)
	for _, x := range c.all() {
		x.n++
	}
	u.Run(func() { c.done = true })
}
