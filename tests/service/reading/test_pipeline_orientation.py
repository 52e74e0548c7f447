"""Doubtful lines in the pipeline, with fake stages."""

from service.request import NEVER, ReadOptions, ReadRequest
from tests.service.engine.fakes import LONG_ENOUGH, FakeStages, fake_engine, picture_file, submit


def test_doubtful_lines_are_classified_and_recognized_again_together() -> None:
    """The fake stages classify every line as upside-down, and give all of them low scores."""
    stages = FakeStages()
    stages.lines[30], stages.scores[30] = 3, 0.979
    fake = fake_engine(stages)
    page = submit(fake, 30).result(LONG_ENOUGH)
    fake.close()

    assert [line.text for line in page.lines] == ["30"] * 3
    assert [ran.stage for ran in stages.ran] == [
        "decode",
        "detect",
        *["recognize"] * 3,
        *["classify"] * 3,
        *["recognize"] * 3,
    ]


def test_lines_are_recognized_once_if_the_request_excludes_other_directions() -> None:
    stages = FakeStages()
    stages.scores[30] = 0.979
    fake = fake_engine(stages)
    upright = ReadRequest(picture_file(30), ReadOptions(any_direction=False), NEVER)
    page = fake.submit(upright).result(LONG_ENOUGH)
    fake.close()

    assert [line.text for line in page.lines] == ["30"]
    assert [ran.stage for ran in stages.ran] == ["decode", "detect", "recognize"]
