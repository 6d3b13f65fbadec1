"""A slow or long line between a client and a server: bytes are held back, each by the way and by the rate."""

from __future__ import annotations

import contextlib
import socket
import threading
import time


class SlowLine:
    """Hands on what comes to its port; `way` seconds later, and so many bytes a second once `rate` is set."""

    def __init__(self, port: int, way: float = 0.0) -> None:
        self.way = way
        self.rate = 0
        """Bytes a second towards the client; 0: as many as come."""
        self.sent = 0
        """Bytes that went to the client."""
        self._to = port
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Cut it."""
        for each in (self._server, *self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._server.accept()
                server = socket.create_connection(("127.0.0.1", self._to))
                for each in (client, server):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                server.setsockopt(
                    socket.SOL_SOCKET, socket.SO_RCVBUF, 2048
                )  # what waits, waits in the program
                self._open += [client, server]
                for here, there, slow in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self._carry, args=(here, there, slow), daemon=True).start()

    def _carry(self, here: socket.socket, there: socket.socket, slow: bool) -> None:
        due: list[tuple[float, bytes]] = []
        with contextlib.suppress(OSError):
            here.settimeout(0.005)
            while True:
                limit = self.rate if slow else 0
                with contextlib.suppress(TimeoutError):
                    if len(due) < 64:
                        data = here.recv(max(1, limit // 20) if limit else 65536)
                        if not data:
                            break
                        due.append((time.monotonic() + self.way, data))
                while due and due[0][0] <= time.monotonic():
                    _, data = due.pop(0)
                    there.sendall(data)
                    if slow:
                        self.sent += len(data)
                    if limit:
                        time.sleep(len(data) / limit)
        for each in (here, there):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
