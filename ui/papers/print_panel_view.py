"""How far the papers have come that are being printed, with a way to stop them."""

from ui.papers.print_run import PrintRun
from ui.widgets.progress import ProgressPanel


class PrintPanel(ProgressPanel):
    def __init__(self, run: PrintRun) -> None:
        super().__init__()
        self._run = run
        self.cancelled.connect(run.stop)
        run.begun.connect(self._begin)
        run.moved.connect(self.move_on)
        run.ended.connect(self.finish)
        if run.is_running:
            self._begin()

    def _begin(self) -> None:
        self.start("Printing")
        self.move_on(*self._run.progress)
