"""Tasks done at once, on the thread that asks: what most screen tests want."""

from ui.tasks import Job, Tasks


def _fly(fault: BaseException) -> None:
    raise fault


class ImmediateTasks(Tasks):
    def __init__(self) -> None:
        super().__init__(_fly)

    def _put(self, _lane: object, job: Job) -> None:
        if not self._closed:
            job.attempt()
            self.settle(job)
