from pathlib import Path

from models.catalog.catalog import models
from models.recognition.charset import load_charset
from models.recognition.doubt.last_layer import load_last_layer

WEIGHTS = Path(__file__).parents[4] / "weights"


def test_the_last_layer_has_a_row_for_each_class() -> None:
    model = models()["ppocrv6-small-rec"]
    layer = load_last_layer(model, WEIGHTS)

    assert layer is not None
    assert layer.weights.shape == (len(load_charset(model, WEIGHTS)), 120)
    assert layer.bias.shape == (len(layer.weights),)


def test_a_model_in_the_format_of_paddle_has_none() -> None:
    assert load_last_layer(models()["ppocrv4-mobile-rec"], WEIGHTS) is None
