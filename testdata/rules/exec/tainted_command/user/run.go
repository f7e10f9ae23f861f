package user

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
)

var tool = flag.String("tool", "ls", "the tool")

func arguments() error {
	return exec.Command(os.Args[1], os.Args[2:]...).Run() // want exec/tainted-command:low "data of the command line"
}

func environment() error {
	name := os.Getenv("BUILD_TOOL")
	if name == "" {
		name = "make"
	}
	return exec.Command(name, "all").Run() // want exec/tainted-command:low "data of the environment"
}

func script() error {
	return exec.Command("sh", "-c", "ls "+os.Getenv("DIR")).Run() // want exec/tainted-command "shell script of `sh -c`"
}

func flags() error {
	var s string
	flag.StringVar(&s, "s", "", "")
	flag.Parse()
	return exec.Command(s).Run() // want exec/tainted-command:low "data of the command line"
}

func editor(file string) error {
	return exec.Command(os.Getenv("EDITOR"), file).Run() // want exec/tainted-command:low "data of the environment"
}

func folder() error {
	return exec.Command(filepath.Join(os.Getenv("JAVA_HOME"), "bin", "java")).Run() // want exec/tainted-command:low "data of the environment"
}

func first() error {
	args := []string{"make", "-C", os.Getenv("DIR")}
	args = append(args, os.Args[1:]...)
	return exec.Command(args[0], args[1:]...).Run()
}

type runner func(program string) error

func indirect() runner { return start }

func start(program string) error {
	return exec.Command(program).Run() // want exec/tainted-command:low "the caller chooses"
}

func wholeScript() {
	exec.Command("sh", "-c", os.Args[1]).Run() // want exec/tainted-command:medium "the command line"
}

func partOfScript() {
	exec.Command("sh", "-c", "ls "+os.Args[1]).Run() // want exec/tainted-command:high "the command line"
}
