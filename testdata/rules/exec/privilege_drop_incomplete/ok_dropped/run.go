//go:build linux

// Package ok_dropped gives up all, or gets its privileges back.
package ok_dropped

import (
	"os"
	"os/exec"
	"syscall"
)

func drop(uid, gid int) error {
	if err := syscall.Setgroups([]int{gid}); err != nil {
		return err
	}
	if err := syscall.Setgid(gid); err != nil {
		return err
	}
	return syscall.Setuid(uid)
}

func helper(gid int) error {
	return syscall.Setgid(gid)
}

func root() {
	syscall.Setreuid(-1, 0)
	syscall.Setuid(os.Getuid())
}

func namespace(uid, gid uint32) *exec.Cmd {
	cmd := exec.Command("/usr/bin/true")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWUSER,
		Credential: &syscall.Credential{Uid: uid, Gid: gid, NoSetGroups: true},
	}
	return cmd
}
