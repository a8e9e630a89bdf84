"""A wire between a browser and a server that can be cut, or go dead without a word.

with Wire.to(server.port) as wire:
    desk = Desk.on(browser, wire.url)
    wire.goes_dead()                       # bytes vanish, nobody is told; new connections too
    wire.mends()
"""

import contextlib
import socket
import threading

import attrs

CHUNK = 65_536


@attrs.define(eq=False)
class Wire:
    """TCP to a port of this machine. A context: at its end nothing of it is left."""

    target: int
    listener: socket.socket
    _flows: threading.Event = attrs.field(factory=threading.Event)
    _ends: list[socket.socket] = attrs.field(factory=list)
    _threads: list[threading.Thread] = attrs.field(factory=list)
    _lock: threading.Lock = attrs.field(factory=threading.Lock)

    @classmethod
    def to(cls, port: int) -> "Wire":
        """It carries."""
        wire = cls(port, socket.create_server(("127.0.0.1", 0)))
        wire.mends()
        wire._start(wire._accept)
        return wire

    @property
    def url(self) -> str:
        """Of the desk, through the wire."""
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}/"

    def goes_dead(self) -> None:
        """What is sent from now on waits on the way."""
        self._flows.clear()

    def cut(self) -> None:
        """Both ends of every connection learn that it is over."""
        with self._lock:
            for end in self._ends:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def mends(self) -> None:
        """What waited arrives."""
        self._flows.set()

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *_: object) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.cut()
        self.mends()
        while self._threads:
            self._threads.pop().join()
        for end in (self.listener, *self._ends):
            end.close()

    def _start(self, work: object, *args: object) -> None:
        assert callable(work)
        thread = threading.Thread(target=work, args=args)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near = self.listener.accept()[0]
                self._carry(near)

    def _carry(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            near.close()
            return
        with self._lock:
            self._ends += [near, far]
        self._start(self._pump, near, far)
        self._start(self._pump, far, near)

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(CHUNK):
                self._flows.wait()
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
