// Package ended starts programs that take a `--`, and some that do not, or not there.
package ended

import (
	"context"
	"net/http"
	"os/exec"
)

func operands(w http.ResponseWriter, r *http.Request) {
	x := r.FormValue("x")
	exec.Command("git", "fetch", "--quiet", "origin", x).Run()                        // want exec/argument-injection "`git`"
	exec.Command("git", "-C", "/srv", "remote", "add", "-f", "up", x).Run()           // want exec/argument-injection "`git`"
	exec.CommandContext(r.Context(), "curl", "-sSfo", "/tmp/page", x).Run()           // want exec/argument-injection "`curl`"
	exec.Command("tar", "czf", "/tmp/out.tgz", x).Run()                               // want exec/argument-injection "`tar`"
	exec.Command("tar", "-x", "-f", "/srv/in.tar", "-C", "/srv", x).Run()             // want exec/argument-injection "`tar`"
	exec.Command("sudo", "rsync", "-a", "--exclude=.git", x, "/srv").Run()            // want exec/argument-injection "`rsync`"
	exec.Command("ssh", "-p", "22", x, "uptime").Run()                                // want exec/argument-injection "`ssh`"
	exec.Command("docker", "pull", x).Run()                                           // want exec/argument-injection "`docker`"
	exec.Command("rm", "-rf", x).Run()                                                // want exec/argument-injection "`rm`"
	args := []string{"clone", "--depth", "1", x, "work"}                              // words that are written out
	exec.Command("git", args...).Run()                                                // want exec/argument-injection "`git`"
	exec.Command("wget", []string{"-q", "-O", "/tmp/page", x}...).Run()               // want exec/argument-injection "`wget`"
	exec.Command("/usr/bin/git", "push", "--force-with-lease=main:abc", "o", x).Run() // want exec/argument-injection "`git`"
}

func refused(ctx context.Context, r *http.Request) {
	x, options := r.FormValue("x"), r.FormValue("options")
	exec.Command("git", "log", x).Run()                        // want exec/argument-injection "`git`"
	exec.Command("git", "checkout", x).Run()                   // want exec/argument-injection "`git`"
	exec.Command("git", x).Run()                               // want exec/argument-injection "`git`"
	exec.Command("git", "clone", "--odd", x).Run()             // want exec/argument-injection "`git`"
	exec.Command("git", "clone", x, "--bare").Run()            // want exec/argument-injection "`git`"
	exec.Command("git", "clone", options, x).Run()             // want exec/argument-injection "`git`"
	exec.Command("git", "clone", "--upload-pack", x).Run()     // want exec/argument-injection "`git`"
	exec.Command("find", x, "-name", "a").Run()                // want exec/argument-injection "`find`"
	exec.Command("tar", "xf", x).Run()                         // want exec/argument-injection "`tar`"
	exec.Command("docker", "exec", "box", x).Run()             // want exec/tainted-command "program"
	exec.Command("ssh", x, r.FormValue("command")).Run()       // want exec/tainted-command "ssh"
	exec.Command("own", "show", x).Run()                       // want exec/argument-injection "`own`"
	exec.Command("git", append([]string{"clone"}, x)...).Run() // want exec/argument-injection "`git`"
	args := []string{"clone", x}
	if r.Method == "PUT" {
		args[0] = "pull"
	}
	exec.Command("git", args...).Run() // want exec/argument-injection "`git`"
	cmd := exec.CommandContext(ctx, "git")
	cmd.Args = append(cmd.Args, "clone", x) // want exec/argument-injection "`git`"
	cmd.Run()
}
