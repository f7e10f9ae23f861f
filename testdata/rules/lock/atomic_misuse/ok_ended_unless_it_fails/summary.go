package summary

import (
	"context"
	"sync"
	"sync/atomic"
)

type Summary struct {
	Files int64
}

type Folder struct {
	Files   int64
	Folders []*Folder
}

// count goes through the folders, each in a goroutine, and waits for them unless it has to stop.
func count(ctx context.Context, folder *Folder, into *Summary) error {
	atomic.AddInt64(&into.Files, folder.Files)
	var group sync.WaitGroup
	for _, inner := range folder.Folders {
		if err := ctx.Err(); err != nil {
			return err
		}
		group.Add(1)
		go func() {
			defer group.Done()
			_ = count(ctx, inner, into)
		}()
	}
	group.Wait() // mutant:
	return nil
}

// Files has a summary of its own, which nobody changes any more when it is looked at.
func Files(ctx context.Context, folder *Folder) (int64, error) {
	var sum Summary
	if err := count(ctx, folder, &sum); err != nil {
		return 0, err
	}
	return sum.Files, nil
}

func Run() {
	_, _ = Files(context.Background(), &Folder{Folders: []*Folder{{Files: 1}, {Files: 2}}})
}
