"""Which worker takes which file: every other one takes them from the end of the list.

Neighbours share fixtures and modules that take long to make or to load; so they stay with one worker, but for where two meet.
"""

from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController


class FromBothEnds(LoadFileScheduling):
    """As `--dist loadfile`, in the order that was collected or in the opposite one."""

    def _assign_work_unit(self, node: WorkerController) -> None:
        if self.nodes.index(node) % 2:
            self.workqueue.move_to_end(next(reversed(self.workqueue)), last=False)
        super()._assign_work_unit(node)
