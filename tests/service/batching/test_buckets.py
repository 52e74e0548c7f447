from service.batching.buckets import Bucket


def test_a_bucket_has_the_pixels_of_its_area() -> None:
    assert Bucket(width=320, height=48).pixels == 15_360
