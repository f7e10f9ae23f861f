//go:build unix

// Package groups leaves the supplementary groups.
package groups

import "syscall"

func drop(uid, gid int) error {
	if err := syscall.Setgid(gid); err != nil {
		return err
	}
	return syscall.Setuid(uid) // want exec/privilege-drop-incomplete:medium "leaves the supplementary groups"
}
