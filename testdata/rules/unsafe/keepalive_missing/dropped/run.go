// Package dropped uses descriptors of files that nobody needs any more.
package dropped

import (
	"net"
	"os"
	"syscall"
)

func size(path string) (int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	var stat syscall.Stat_t
	err = syscall.Fstat(int(f.Fd()), &stat) // want unsafe/keepalive-missing:high "`f` is not used after this point"
	return stat.Size, err
}

func later(path string, b []byte) (int, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return 0, err
	}
	fd := int(f.Fd())
	for i := range b {
		b[i] = 0
	}
	return syscall.Write(fd, b) // want unsafe/keepalive-missing:high "uses its descriptor"
}

func socket(c *net.TCPConn) error {
	f, err := c.File()
	if err != nil {
		return err
	}
	return syscall.SetNonblock(int(f.Fd()), true) // want unsafe/keepalive-missing:high "SetNonblock"
}
