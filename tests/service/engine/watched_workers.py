"""Workers whose submissions tests can wait for."""

from collections.abc import Sequence
from concurrent.futures import Future
from queue import Queue
from typing import Any

from service.batching.buckets import Bucket
from service.batching.page_job import PageJob
from service.batching.stage import StageName
from service.batching.workers import Workers


class WatchedWorkers(Workers):
    """Workers that report every submission once its entries wait."""

    submitted: "Queue[str]"

    def submit(
        self, job: PageJob, stage: StageName, items: Sequence[tuple[Bucket, Any]]
    ) -> list[Future[Any]]:
        futures = super().submit(job, stage, items)
        self.submitted.put(stage)
        return futures

    def record_lines_submitted(self, job: PageJob) -> None:
        super().record_lines_submitted(job)
        self.submitted.put("lines submitted")
