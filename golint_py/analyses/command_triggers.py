"""What the text of a file, and of a function, holds where a command may be started, and of one that brings in foreign
data; shared by the taint rules."""

TRIGGERS = (
    b"os/exec",
    b"execabs",
    b"StartProcess(",
    b"syscall.Exec(",
    b"unix.Exec(",
    b"ForkExec(",
    b"utils/exec",
    b"x/crypto/ssh",
    b"bitfield/script",
    b"go-sh",
    b"go-cmd/cmd",
    b"CmdLine",
    b"ExecOptions{",
    b"ExecConfig{",
    b"Container{",
)
CANDIDATES = (
    b"Command(",
    b"CommandContext(",
    b"exec.Cmd",
    b"Cmd{",
    b"StartProcess(",
    b"ForkExec(",
    b"syscall.Exec(",
    b"unix.Exec(",
    b"script.Exec(",
    b"CmdLine",
    b"ExecOptions{",
    b"ExecConfig{",
    b"Container{",
    b"StdinPipe()",
    b"ession.",
)
# A variable that holds one of the functions that start commands.
NAMES = (
    rb"\b(\w+)\s*:?=\s*(?:exec|execabs|syscall|os)\.(?:Command|CommandContext|Exec|ForkExec|StartProcess)\b(?!\()",
)
# In the text of exported functions that may give foreign text to other packages.
SOURCES = (
    b"*http.Request",
    b"gin.Context",
    b"echo.Context",
    b"fiber.Ctx",
    b"fasthttp.RequestCtx",
    b"websocket.Conn",
    b"http.Get(",
    b"net.Conn",
)
