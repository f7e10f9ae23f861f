package p

type place struct{ names map[string]bool }

func (b *Box) set(k string) {
	if _, ok := b.items[k]; !ok {
		b.items[k] = len("windows")
	}
}

func (b *Box) note(k string) {
	b.names[k] = len(b.items) > 0
}
