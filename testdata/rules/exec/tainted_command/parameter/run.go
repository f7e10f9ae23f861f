package parameter

import "os/exec"

// Run is called from elsewhere.
func Run(program string, args ...string) error {
	return exec.Command(program, args...).Run() // want exec/tainted-command:medium "any caller chooses the program"
}
