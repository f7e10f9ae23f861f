//go:build linux

// Package incomplete keeps some of its privileges.
package incomplete

import (
	"os/exec"
	"syscall"
)

func order(uid, gid int) error {
	if err := syscall.Setuid(uid); err != nil {
		return err
	}
	if err := syscall.Setgroups(nil); err != nil { // want exec/privilege-drop-incomplete:high "`Setgroups` comes after `Setuid`"
		return err
	}
	return syscall.Setgid(gid)
}

func unchecked(uid, gid int) {
	syscall.Setgroups([]int{gid}) // want exec/privilege-drop-incomplete:high "the result of `Setgroups` is not checked"
	_ = syscall.Setgid(gid)       // want exec/privilege-drop-incomplete:high "the result of `Setgid` is not checked"
	syscall.Setuid(uid)           // want exec/privilege-drop-incomplete:high "the result of `Setuid` is not checked"
}

func child(uid, gid uint32) *exec.Cmd {
	cmd := exec.Command("/usr/bin/true")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Credential: &syscall.Credential{Uid: uid, Gid: gid, NoSetGroups: true}, // want exec/privilege-drop-incomplete:medium "keeps the supplementary groups"
	}
	return cmd
}
