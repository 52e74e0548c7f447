"""Variants of a service, and one measurement with the smallest plan."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.load.measurements import processor
from benchmarks.load.measurements.processor import Variant
from benchmarks.load.plan import QUICK
from benchmarks.load.report import saved
from tests.harness.samples import sample
from tests.harness.service import CREDENTIALS, Service

PAGE = sample("phone").path


@pytest.mark.parametrize(
    ("variant", "name"),
    [
        (Variant(()), "defaults"),
        (Variant(("WANGTU_DRAFTS=true", "WANGTU_THREADS=1")), "WANGTU_DRAFTS=true WANGTU_THREADS=1"),
        (Variant((), Path("/somewhere/before")), "before"),
    ],
)
def test_a_variant_is_named_by_its_checkout_and_its_settings(variant: Variant, name: str) -> None:
    assert variant.name == name


def test_the_settings_of_a_variant_reach_its_service_in_its_checkout() -> None:
    service = Variant(("WANGTU_SIGNING_KEY=a=b",), Path("/somewhere/before")).service()

    assert service.environment["WANGTU_SIGNING_KEY"] == "a=b"
    assert service.command[:3] == ("env", "--chdir", "/somewhere/before")


def test_each_variant_is_measured_with_each_number_of_clients(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processor, "CREDENTIALS", {**CREDENTIALS, **service.shared_engines})
    monkeypatch.setattr(processor, "shuffled_set", lambda: ("one page", [PAGE]))
    plan = replace(QUICK, results=tmp_path, closed_seconds=0)
    processor.measure(plan, [Variant(()), Variant(("WANGTU_RATE=1000",))], [1, 2])
    figures = saved(plan, "processor")

    assert figures is not None
    assert [(row["variant"], row["clients"]) for row in figures["rows"]] == [
        (variant, clients) for variant in ("defaults", "WANGTU_RATE=1000") for clients in (1, 2)
    ]
    assert all(row["pictures"] == plan.closed_pictures and not row["failed"] for row in figures["rows"])


def test_processor_time_grows_with_the_work_of_a_service(service: Service) -> None:
    before = service.processor_seconds()
    row = processor._pass(service, 1, [PAGE, PAGE])

    assert row.read == 2
    assert 0 < row.processor <= service.processor_seconds() - before
