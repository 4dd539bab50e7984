"""A bad link: everything that passes waits for its turn and for the distance."""

import socket
import threading
import time
from queue import SimpleQueue
from types import TracebackType
from typing import Self

BYTES_A_SECOND = 256_000 / 8
ONE_WAY = 0.150
_PIECE = 1_400


class BadLink:
    """Listens, and passes on to *port*: 256 kbit/s each way, 300 ms there and back.

    Bytes are counted as they pass in both directions.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.bytes = 0
        self._sockets: list[socket.socket] = []

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for each in (self._listening, *self._sockets):
            each.close()

    def _accept(self) -> None:
        while True:
            try:
                here, _ = self._listening.accept()
            except OSError:
                return
            there = socket.create_connection(("127.0.0.1", self._port))
            self._sockets += [here, there]
            for each in (here, there):
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for one, other in ((here, there), (there, here)):
                self._pass_on(one, other)

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        due: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
        for work, given in ((self._read, one), (self._write, other)):
            thread = threading.Thread(target=work, args=(given, due), daemon=True)
            thread.start()

    def _read(
        self, one: socket.socket, due: "SimpleQueue[tuple[float, bytes]]"
    ) -> None:
        free = 0.0
        while piece := _received(one):
            self.bytes += len(piece)
            free = max(free, time.perf_counter()) + len(piece) / BYTES_A_SECOND
            due.put((free + ONE_WAY, piece))
        due.put((0.0, b""))

    def _write(
        self, other: socket.socket, due: "SimpleQueue[tuple[float, bytes]]"
    ) -> None:
        while True:
            at, piece = due.get()
            if not piece:
                other.close()
                return
            time.sleep(max(0.0, at - time.perf_counter()))
            try:
                other.sendall(piece)
            except OSError:
                return


def _received(one: socket.socket) -> bytes:
    try:
        return one.recv(_PIECE)
    except OSError:
        return b""
