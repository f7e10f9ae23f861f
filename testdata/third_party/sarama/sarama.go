// Package sarama stands in for the library: it calls ConsumeClaim in a goroutine for each partition.
package sarama

import "sync"

// ConsumerGroupSession is one run of a group.
type ConsumerGroupSession interface{ Commit() }

// ConsumerGroupClaim is a partition that one goroutine has.
type ConsumerGroupClaim interface {
	Topic() string
	Partition() int32
}

// ConsumerGroupHandler is who consumes.
type ConsumerGroupHandler interface {
	ConsumeClaim(ConsumerGroupSession, ConsumerGroupClaim) error
}

type claim int32

func (c claim) Topic() string    { return "events" }
func (c claim) Partition() int32 { return int32(c) }

// Consume gives each partition to a goroutine of its own, and returns when all have ended.
func Consume(handler ConsumerGroupHandler, partitions int32) {
	var group sync.WaitGroup
	for one := range partitions {
		group.Go(func() { handler.ConsumeClaim(nil, claim(one)) })
	}
	group.Wait()
}
