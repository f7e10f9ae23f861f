package nodes

import (
	"time"

	"golint.test/pairs"
)

type node struct {
	peers map[int]bool
	links map[int]bool
	seen  map[int]bool
	tasks map[int]bool
}

func (n *node) join(id int) {
	n.peers[id] = true // want map/concurrent-access:high "map `n.peers` is written here while `Cluster`"
}

func (n *node) link(id int) {
	n.links[id] = true // want map/concurrent-access:high "map `n.links` is written here while `Links`"
}

func (n *node) look() {
	n.seen[1] = true // want map/concurrent-access:high "map `n.seen` is written here while `Wrap`"
}

func (n *node) work() {
	n.tasks[1] = true // want map/concurrent-access:high "map `n.tasks` is written here while `Tasks`"
}

func pause() { time.Sleep(100 * time.Microsecond) }

// Cluster goes on with a node that a goroutine has in a list.
func Cluster() {
	first := &node{peers: map[int]bool{}}
	second := &node{peers: map[int]bool{}}
	all := []*node{first, second}
	go func() {
		for id, n := range all {
			n.join(id)
		}
	}()
	pause()
	first.peers[7] = true
}

// Links goes on with a node that a goroutine has in a map.
func Links() {
	n := &node{links: map[int]bool{}}
	go connect(map[int]*node{1: n})
	pause()
	n.links[7] = true
}

func connect(all map[int]*node) {
	for id, n := range all {
		n.link(id)
	}
}

type wrapped struct{ *node }

// Wrap goes on with a node whose method it starts by what it is embedded in.
func Wrap() {
	n := &node{seen: map[int]bool{}}
	w := &wrapped{n}
	go w.look()
	pause()
	n.seen[7] = true
}

type task struct{ run func() }

func (t *task) start() { go t.run() }

// Tasks goes on with a node whose method a field holds that is started.
func Tasks() {
	n := &node{tasks: map[int]bool{}}
	t := &task{run: n.work}
	t.start()
	pause()
	n.tasks[7] = true
}

func Run() { pairs.Of(Cluster, Links, Wrap, Tasks) }
