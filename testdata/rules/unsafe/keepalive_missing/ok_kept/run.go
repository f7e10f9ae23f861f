// Package ok_kept keeps its files for as long as their descriptors are used.
package ok_kept

import (
	"os"
	"runtime"
	"syscall"
)

type owner struct{ f *os.File }

func closed(path string, stat *syscall.Stat_t) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	err = syscall.Fstat(int(f.Fd()), stat)
	f.Close()
	return err
}

func deferred(path string, stat *syscall.Stat_t) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { f.Close() }()
	return syscall.Fstat(int(f.Fd()), stat)
}

func kept(path string, stat *syscall.Stat_t) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	err = syscall.Fstat(int(f.Fd()), stat)
	runtime.KeepAlive(f)
	return err
}

func stored(o *owner, path string, stat *syscall.Stat_t) (err error) {
	o.f, err = os.Open(path)
	if err != nil {
		return err
	}
	return syscall.Fstat(int(o.f.Fd()), stat)
}

func literal(path string, stat *syscall.Stat_t) (*owner, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	o := &owner{f: f}
	return o, syscall.Fstat(int(f.Fd()), stat)
}

func given(f *os.File, stat *syscall.Stat_t) error {
	return syscall.Fstat(int(f.Fd()), stat)
}

func standard(stat *syscall.Stat_t) error {
	return syscall.Fstat(int(os.Stdin.Fd()), stat)
}

func printed(path string) {
	f, err := os.Open(path)
	if err == nil {
		println(f.Fd())
	}
}

func loop(path string, stat *syscall.Stat_t) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	for range 3 {
		if err := syscall.Fstat(int(f.Fd()), stat); err != nil {
			return err
		}
	}
	return f.Close()
}
