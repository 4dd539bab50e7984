"""Run work off the GUI thread and bring its outcome back; no screen waits."""

import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from types import MethodType
from typing import Any, TypeVar
from weakref import WeakMethod, ref

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from iomdesk.errors import Cancelled, UserError
from iomdesk.troubles import trouble_of

T = TypeVar("T")
Crash = Callable[[BaseException], None]
_HANDS = 2


class Tasks(QObject):
    """One thread writes, one reads, one talks, two render; outcomes come by signal.

    An outcome is dropped when its *owner* is gone or after `close`. A `UserError` goes
    to *failed*; any other exception is a fault of ours and goes to *crash*.
    """

    def __init__(self, crash: Crash, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crash = crash
        self._closed = False
        self._writing = _Lane("writing", 1, self)
        self._reading = _Lane("reading", 1, self)
        self._rendering = _Lane("rendering", _HANDS, self)
        self._talking = _Lane("talking", 1, self)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[UserError], object],
        owner: QObject,
    ) -> None:
        """Do *work* on the one thread that writes, after what was asked before it."""
        self._put(self._writing, Job(work, done, failed, owner))

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[UserError], object],
        owner: QObject,
    ) -> None:
        """Do long reading *work* on a thread of its own."""
        self._put(self._reading, Job(work, done, failed, owner))

    def pool(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[UserError], object],
        owner: QObject,
    ) -> None:
        """Do *work* that touches no store, such as rendering, beside all other."""
        self._put(self._rendering, Job(work, done, failed, owner))

    def talk(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[UserError], object],
        owner: QObject,
    ) -> None:
        """Do *work* that waits for the network; `close` does not wait for it."""
        self._put(self._talking, Job(work, done, failed, owner))

    def close(self, *, wait: bool = False) -> None:
        """Take no more work: what is to be written is written, the rest is dropped.

        No outcome comes back. With *wait*, return when the threads have ended.
        """
        self._closed = True
        self._writing.close(drain=True, wait=wait)
        self._reading.close(drain=False, wait=wait)
        self._rendering.close(drain=False, wait=wait)
        self._talking.close(drain=False, wait=False)

    def settle(self, job: "Job") -> None:
        """Tell the owner of *job* how it went."""
        if self._closed:
            return
        if job.fault and not isinstance(job.fault, UserError):
            self._crash(job.fault)
        else:
            job.tell()

    def _put(self, lane: "_Lane", job: "Job") -> None:
        if not self._closed:
            lane.put(job)


class Job:
    """Work, and its owner and callbacks, which it does not keep alive."""

    def __init__(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[UserError], object],
        owner: QObject,
    ) -> None:
        self._work: Callable[[], Any] | None = work
        self._owner = ref(owner)
        self._done = _loose(done, owner)
        self._failed = _loose(failed, owner)
        self._value: Any = None
        self.fault: BaseException | None = None

    def attempt(self) -> None:
        try:
            self._value = self._work() if self._work else None
        except Exception as fault:  # noqa: BLE001
            trouble = trouble_of(fault) if isinstance(fault, OSError) else None
            self.fault = trouble or fault

    def tell(self) -> None:
        self._work = None
        if self.fault:
            self.fault.__traceback__ = None  # it holds what the work held
        owner = self._owner()
        if owner is None or not isValid(owner):
            return
        callback = self._failed() if self.fault else self._done()
        if callback:
            callback(self.fault or self._value)


def _loose(callback: Any, owner: QObject) -> Callable[[], Any]:
    """Return what gives *callback* while *owner* lives, and does not keep it alive."""
    if isinstance(callback, MethodType) and callback.__self__ is owner:
        return WeakMethod(callback)
    if isinstance(callback, partial):
        func, *args = [_loose(part, owner) for part in (callback.func, *callback.args)]
        keywords = callback.keywords
        return lambda: partial(func(), *(arg() for arg in args), **keywords)
    return lambda: callback


class Progress(QObject):
    """Handed to long work as its step report; `cancel` stops it at the next step."""

    moved = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()

    def __call__(self, done: int, total: int) -> None:
        if self._cancelled.is_set():
            raise Cancelled("Stopped. What was done until then is kept.")
        self.moved.emit(done, total)

    def cancel(self) -> None:
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()


class _Lane:
    """Threads that share one queue, each with a tray for what it has finished."""

    def __init__(self, name: str, hands: int, tasks: Tasks) -> None:
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._hands = [_Hand(f"{name} {n}", self._queue, tasks) for n in range(hands)]

    def put(self, job: Job) -> None:
        self._queue.put(job)
        for hand in self._hands:
            hand.start()

    def close(self, *, drain: bool, wait: bool) -> None:
        while not drain:
            try:
                self._queue.get_nowait()
            except Empty:
                break
        for _ in self._hands:
            self._queue.put(None)
        for hand in self._hands:
            hand.end(wait=wait)


class _Hand(QObject):
    """One thread, which lets a job go before it says that the job is finished.

    For a QObject dies where its last holder lets go, and that must be the GUI thread.
    """

    _finished = Signal()

    def __init__(
        self, name: str, queue: "SimpleQueue[Job | None]", tasks: Tasks
    ) -> None:
        super().__init__(tasks)
        self._queue = queue
        self._tray: deque[Job] = deque()
        self._settle = tasks.settle
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        if not self._thread.ident:
            self._thread.start()

    def end(self, *, wait: bool) -> None:
        if wait and self._thread.ident:
            self._thread.join()

    def _serve(self) -> None:
        while job := self._queue.get():
            job.attempt()
            self._tray.append(job)
            del job
            self._finished.emit()

    def _deliver(self) -> None:
        self._settle(self._tray.popleft())
