package p

type place struct{ names map[string]bool }

func (b *Box) set(k string) { b.items[k] = len("linux") }

func (b *Box) note(k string) { b.names[k] = true }
