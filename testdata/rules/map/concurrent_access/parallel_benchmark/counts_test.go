package counts

import "testing"

func TestCount(*testing.T) { testing.Benchmark(BenchmarkCount) }

func BenchmarkCount(b *testing.B) {
	counts := map[string]int{}
	b.SetParallelism(4)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			counts["a"]++ // want map/concurrent-access:high "counts"
		}
	})
}
