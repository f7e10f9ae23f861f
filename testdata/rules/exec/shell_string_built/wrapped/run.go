package wrapped

import "os/exec"

func sudo(unit string) error {
	return exec.Command("sudo", "-u", "root", "sh", "-c", "systemctl restart "+unit).Run() // want exec/shell-string-built:high "`sudo sh -c`"
}

func env(name string) error {
	return exec.Command("env", "LC_ALL=C", "sh", "-c", "ls "+name).Run() // want exec/shell-string-built:high "`env sh -c`"
}

func timeout(name string) error {
	return exec.Command("timeout", "-k", "1", "5", "bash", "-lc", "ls "+name).Run() // want exec/shell-string-built:high "`timeout bash -lc`"
}

func container(id, name string) error {
	return exec.Command("docker", "exec", "-i", id, "sh", "-c", "ls "+name).Run() // want exec/shell-string-built:high "`docker sh -c`"
}

func remote(host, name string) error {
	return exec.Command("ssh", "-i", "key", host, "ls "+name).Run() // want exec/shell-string-built:high "`ssh`"
}

func windows(url string) error {
	return exec.Command("cmd.exe", "/c", "start", url).Run() // want exec/shell-string-built:high "`cmd /c`"
}

func powershell(name string) error {
	return exec.Command("powershell", "-NoProfile", "-Command", "Get-Item "+name).Run() // want exec/shell-string-built:high "`powershell -Command`"
}

func python(name string) error {
	return exec.Command("python3", "-c", "import "+name).Run() // want exec/shell-string-built:high "code for `python3 -c`"
}

func list(name string) error {
	return run("sh", "-c", "ls "+name) // want exec/shell-string-built:high "`sh -c`"
}

func run(program string, args ...string) error {
	return exec.Command(program, args...).Run()
}
