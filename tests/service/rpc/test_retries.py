from service.rpc.retries import LONGEST_PAUSE, MOST_ATTEMPTS, longest_pause_before, pause_before


def test_the_first_retry_has_no_pause_and_later_pauses_double() -> None:
    assert [longest_pause_before(attempt) for attempt in (1, 2, 3, 4, 5)] == [0, 0, 0.1, 0.2, 0.4]
    assert longest_pause_before(MOST_ATTEMPTS) <= LONGEST_PAUSE == longest_pause_before(100)


def test_requests_that_fail_together_do_not_come_again_together() -> None:
    pauses = {pause_before(4) for _ in range(100)}

    assert len(pauses) > 50
    assert 0.1 <= min(pauses) <= max(pauses) <= 0.2
