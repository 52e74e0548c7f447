from service.batching.buckets import Bucket


def test_the_pixels_of_a_bucket_are_its_area() -> None:
    assert Bucket(width=320, height=48).pixels == 15_360
