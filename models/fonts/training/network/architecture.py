"""The font network: maps a strip to a unit vector, so that lines in one font lie close together."""

from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.fonts.embedder import DIMENSIONS

CHANNELS: Final = (24, 40, 80, 192)
"""Channels after each halving of the resolution. A strip of 48 x 192 takes 73 million multiplications."""

MIN_VARIANCE: Final = 1e-4
"""Added to each variance. The square root then has a finite gradient where a channel is constant."""


class Convolution(nn.Module):
    """A 3 x 3 convolution with batch normalisation. Stride 2 halves the resolution."""

    def __init__(self, channels_in: int, channels_out: int, stride: int = 1) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(
            channels_in, channels_out, kernel_size=3, stride=stride, padding=1, bias=False
        )
        self.norm = nn.BatchNorm2d(channels_out)

    def forward(self, x: Tensor) -> Tensor:
        """Maps (batch, channels_in, height, width) to (batch, channels_out, ...), without activation."""
        result: Tensor = self.norm(self.convolution(x))
        return result


class Residual(nn.Module):
    """Two convolutions with a skip connection (He et al., arXiv:1512.03385)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = Convolution(channels, channels)
        self.second = Convolution(channels, channels)

    def forward(self, x: Tensor) -> Tensor:
        """Keeps the shape."""
        return functional.relu(x + self.second(functional.relu(self.first(x))))


class Halving(nn.Module):
    """A convolution with stride 2 and ReLU."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.convolution = Convolution(channels_in, channels_out, stride=2)

    def forward(self, x: Tensor) -> Tensor:
        """Maps (batch, channels_in, height, width) to (batch, channels_out, height / 2, width / 2)."""
        return functional.relu(self.convolution(x))


class FontNetwork(nn.Module):
    """Convolutions, attentive statistics pooling and a linear projection.

    The pooling takes the weighted mean and standard deviation of each channel over all positions. The result
    depends little on the text. Speaker recognition uses the same method (Okabe et al., arXiv:1803.10963).
    """

    def __init__(self) -> None:
        super().__init__()
        first, second, third, last = CHANNELS
        self.body = nn.Sequential(
            Halving(1, first),
            Halving(first, second),
            Residual(second),
            Halving(second, third),
            Residual(third),
            Halving(third, last),
            Residual(last),
        )
        self.attention = nn.Conv2d(last, last, 1)
        self.projection = nn.Linear(2 * last, DIMENSIONS)

    def forward(self, strips: Tensor) -> Tensor:
        """Maps strips, float (batch, 1, 48, width), 0 to 1, to unit vectors (batch, 128)."""
        maps = self.body(strips)
        attention = self.attention(maps).flatten(2).float().softmax(dim=2)
        values = maps.flatten(2).float()
        mean = (attention * values).sum(dim=2)
        variance = (attention * (values - mean[..., None]).square()).sum(dim=2)
        deviation = (variance + MIN_VARIANCE).sqrt()
        with torch.autocast("cpu", enabled=False):
            return functional.normalize(self.projection(torch.cat([mean, deviation], dim=1)))
