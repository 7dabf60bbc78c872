"""A real OpenSearch cluster of three nodes on loopback, each a process of its own so that it can be killed.

The jars are those that `make test-opensearch` fetches; SIJIL_OPENSEARCH_JARS names their folder.
"""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

NODES = 3
HTTP_PORTS = range(9201, 9300)
"""The runner looks for a free port up to 9299, whatever it is told."""
START_SECONDS, STOP_SECONDS = 120.0, 20.0
JAVA = ("java", "-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
SETTINGS = """\
network.host: 127.0.0.1
transport.port: {transport}
discovery.seed_hosts: [{addresses}]
cluster.initial_cluster_manager_nodes: [{addresses}]
cluster.routing.allocation.disk.threshold_enabled: false
"""


class LocalCluster:
    """`hosts`: the nodes' HTTP addresses, `127.0.0.1:PORT`."""

    def __init__(self, folder: Path, jars: Path) -> None:
        self.folder = folder
        self.jars = jars
        self.ports = list(_free(HTTP_PORTS, NODES))
        self.hosts = [f"127.0.0.1:{port}" for port in self.ports]
        self.processes: list[subprocess.Popen[bytes] | None] = [None] * NODES
        transports = list(_free(range(self.ports[0] + 200, 20_000), NODES))
        addresses = ", ".join(f'"127.0.0.1:{port}"' for port in transports)
        for number, transport in enumerate(transports):
            config = self._home(number) / "config"
            config.mkdir(parents=True)
            text = SETTINGS.format(transport=transport, addresses=addresses)
            (config / "opensearch.yml").write_text(text, encoding="utf-8")

    def _home(self, number: int) -> Path:
        return self.folder / f"node{number}"

    def start(self) -> None:
        """Start all nodes. Raises AssertionError with the end of a log where they do not find each other."""
        for number in range(NODES):
            self.start_node(number)
        self.wait_for(NODES)

    def start_node(self, number: int) -> None:
        """Start one node that does not run."""
        home = self._home(number)
        runner = ["org.codelibs.opensearch.runner.OpenSearchRunner", "-basePath", str(home)]
        runner += ["-confPath", str(home / "config"), "-clusterName", "sijil-tests", "-numOfNode", "1"]
        runner += ["-baseHttpPort", str(self.ports[number] - 1), "-printOnFailure"]
        with (home / "log").open("ab") as log:
            self.processes[number] = subprocess.Popen(
                [*JAVA, "-cp", f"{self.jars}/*", *runner], cwd=home, stdout=log, stderr=log
            )

    def wait_for(self, nodes: int) -> None:
        """Wait until so many nodes form the cluster."""
        deadline = time.monotonic() + START_SECONDS
        while self._seen() != nodes:
            assert time.monotonic() < deadline, f"no cluster of {nodes} nodes:\n{self.log()}"
            time.sleep(0.3)

    def _seen(self) -> int:
        """Number of nodes that the first running one knows of; 0 while it does not answer."""
        running = next((n for n, process in enumerate(self.processes) if process is not None), 0)
        try:
            with urlopen(f"http://{self.hosts[running]}/_cluster/health", timeout=5) as answer:
                return int(json.load(answer)["number_of_nodes"])
        except (URLError, OSError):
            return 0

    def log(self) -> str:
        """The last lines of every node's log."""
        lines = []
        for number in range(NODES):
            path = self._home(number) / "log"
            lines += (
                path.read_text(encoding="utf-8", errors="replace").splitlines()[-15:] if path.exists() else []
            )
        return "\n".join(lines)

    def kill(self, number: int) -> None:
        """End a node's process as a power cut would."""
        process = self.processes[number]
        assert process is not None
        process.kill()
        process.wait(STOP_SECONDS)
        self.processes[number] = None

    def stop(self) -> None:
        """End every node; its data is thrown away."""
        for number, process in enumerate(self.processes):
            if process is not None:
                self.kill(number)


def _free(ports: range, count: int) -> Iterator[int]:
    """The first `count` of the ports that nobody listens on."""
    for port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        yield port
        count -= 1
        if not count:
            return
    raise AssertionError("no free ports")
