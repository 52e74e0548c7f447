"""The network of symbols: four convolutions and two dense layers."""

from itertools import pairwise
from typing import Final

import torch
from torch import Tensor, nn

from models.symbols.classifier import HEIGHT, WIDTH
from models.symbols.symbols import SYMBOLS

CLASSES: Final = len(SYMBOLS) + 2

CHANNELS: Final = (1, 24, 32, 64, 64)
STRIDES: Final = (2, 2, 2, 1)
"""Of the 3 x 3 convolutions."""

REDUCED, HIDDEN = 32, 64
"""Channels after a last 1 x 1 convolution, and units of the hidden layer. Positions are not averaged, because
the place of the ink in its line tells many symbols apart."""

POSITIONS: Final = (HEIGHT // 8) * (WIDTH // 8)


class Convolution(nn.Module):
    """A convolution with batch normalisation and ReLU."""

    def __init__(self, channels: tuple[int, int], size: int, stride: int) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(*channels, size, stride=stride, padding=size // 2, bias=False)
        self.norm = nn.BatchNorm2d(channels[1])

    def forward(self, x: Tensor) -> Tensor:
        """Maps (batch, channels, height, width) to other channels. A stride of 2 halves the size."""
        result: Tensor = torch.relu(self.norm(self.convolution(x)))
        return result


class SymbolNetwork(nn.Module):
    """Maps pieces, float (batch, 1, 32, 40), 0 to 1, to the scores of all classes, (batch, classes)."""

    def __init__(self) -> None:
        super().__init__()
        steps = zip(pairwise(CHANNELS), STRIDES, strict=True)
        last = Convolution((CHANNELS[-1], REDUCED), 1, 1)
        self.body = nn.Sequential(*(Convolution(pair, 3, stride) for pair, stride in steps), last)
        self.hidden = nn.Linear(REDUCED * POSITIONS, HIDDEN)
        self.output = nn.Linear(HIDDEN, CLASSES)
        self.first_dropout, self.second_dropout = nn.Dropout(0.15), nn.Dropout(0.1)

    def forward(self, pieces: Tensor) -> Tensor:
        """The score of each class, before the softmax."""
        maps = self.first_dropout(self.body(pieces).flatten(1))
        scores: Tensor = self.output(self.second_dropout(torch.relu(self.hidden(maps))))
        return scores
