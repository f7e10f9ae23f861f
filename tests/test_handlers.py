"""Functions that libraries out of sight call from goroutines of their own."""

from pathlib import Path

import pytest

from golint_py import driver
from golint_py.config import Options

GRPC = """
import ("context"; pb "example.org/notes/pb"; "google.golang.org/grpc")
type server struct { %s counts map[string]int }
func (s *server) Put(ctx context.Context, in *pb.Request) (*pb.Reply, error) { s.counts[in.Key]++; return nil, nil }
func serve(g *grpc.Server) { %s }
"""
INFORMER = """
import "k8s.io/client-go/tools/cache"
type C struct { pods map[string]int }
func (c *C) watch(i cache.SharedIndexInformer) { i.AddEventHandler(cache.ResourceEventHandlerFuncs{AddFunc: c.add}) }
func (c *C) add(any) { c.pods["a"]++ }
func (c *C) Pods(name string) int { return c.pods[name] }
"""
MQTT = """
import mqtt "github.com/eclipse/paho.mqtt.golang"
type C struct { client mqtt.Client; seen map[string]bool }
func (c *C) Start() { c.client.Subscribe("t", 0, c.receive) }
func (c *C) receive(_ mqtt.Client, m mqtt.Message) { c.seen[m.Topic()] = true }
"""
GIN = """
import "github.com/gin-gonic/gin"
func Count() gin.HandlerFunc {
	seen := map[string]int{}
	return func(c *gin.Context) { seen[c.ClientIP()]++ }
}
"""
COLLECT = """
import "github.com/prometheus/client_golang/prometheus"
type C struct { seen map[string]bool }
func (c *C) Collect(ch chan<- prometheus.Metric) { c.seen["a"] = true }
"""
STREAM = """
import pb "example.org/notes/pb"
type server struct { counts map[string]int }
func (s *server) Chat(stream pb.Notes_ChatServer) error { s.counts["a"]++; return nil }
"""
MESSAGES = """
import "github.com/nats-io/nats.go"
type C struct { nc *nats.Conn; seen map[string]bool }
func (c *C) Start() { c.nc.Subscribe("t", func(m *nats.Msg) { c.seen[m.Subject] = true }) }
func (c *C) Seen() int { return len(c.seen) }
"""


def findings(folder: Path, source: str) -> list[str]:
    """Confidences of what is said about maps in a package with this source."""
    (folder / "go.mod").write_text("module example.org/own\n\ngo 1.24\n")
    (folder / "a.go").write_text(f"package own\n{source}")
    run = driver.check(Options(str(folder), ("",), select=("map",), jobs=1, use_cache=False))
    return [one.confidence.name for one in run.report.findings]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param(GRPC % ("", "pb.RegisterNotesServer(g, &server{})"), ["HIGH"], id="registered"),
        pytest.param(GRPC % ("pb.UnimplementedNotesServer;", ""), ["HIGH"], id="embeds what is generated"),
        pytest.param(GRPC % ("", ""), [], id="neither"),
        pytest.param(STREAM, ["HIGH"], id="stream"),
        pytest.param(INFORMER, ["MEDIUM"], id="informer"),
        pytest.param(MQTT, ["HIGH"], id="mqtt"),
        pytest.param(GIN, ["HIGH"], id="gin"),
        pytest.param(COLLECT, ["HIGH"], id="collector"),
        pytest.param(MESSAGES, ["MEDIUM"], id="subscription"),
    ],
)
def test_what_libraries_call_is_concurrent(source: str, said: list[str], tmp_path: Path) -> None:
    assert findings(tmp_path, source) == said


def test_a_map_filled_before_the_literal_is_given_away_is_fine(tmp_path: Path) -> None:
    assert findings(tmp_path, GIN.replace("return", 'seen["a"] = 1; return').replace("]++ }", "] }")) == []
