package claims

import "github.com/IBM/sarama"

// Handler remembers how far it is, for each partition.
type Handler struct {
	checkpoints map[string]map[int32]*checkpoint
}

type checkpoint struct {
	offsets map[string]int64
}

func (c *checkpoint) set(key string, offset int64) { c.offsets[key] = offset }

// New makes all checkpoints.
func New(topic string, partitions int32) *Handler {
	h := &Handler{checkpoints: map[string]map[int32]*checkpoint{topic: {}}}
	for one := range partitions {
		h.checkpoints[topic][one] = &checkpoint{offsets: map[string]int64{}}
	}
	return h
}

// ConsumeClaim runs once for each partition, all at once.
func (h *Handler) ConsumeClaim(_ sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	found, ok := h.checkpoints[claim.Topic()][claim.Partition()] // mutant: found, ok := h.checkpoints[claim.Topic()][0]
	if !ok {
		return nil
	}
	found.set("a", int64(claim.Partition()))
	return nil
}

func Run() {
	sarama.Consume(New("events", 8), 8)
}
