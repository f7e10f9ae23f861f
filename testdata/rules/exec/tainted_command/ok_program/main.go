// Command ok_program has an exported function that only the program itself can call.
package main

import (
	"log"
	"os/exec"
)

func RunCmd(command string) error {
	return exec.Command(command, "5").Run()
}

func main() {
	if err := RunCmd("sleep"); err != nil {
		log.Fatal(err)
	}
}
