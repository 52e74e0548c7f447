"""The command that trains, or goes on: `python -m models.fonts.training.network.train STOCK STATE --steps N`."""

import argparse
import math
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import nn

from models.fonts.training.data.batches import ENOUGH, Batches
from models.fonts.training.data.classes import classes
from models.fonts.training.data.shards import Stock
from models.fonts.training.network.architecture import FontNetwork
from models.fonts.training.network.loss import MARGIN, FontLoss

BATCH: Final = 128
RATE: Final = 2e-3
DECAY: Final = 0.02
WARM_UP: Final = 300
"""So many steps lead up to the full learning rate; it falls along a cosine from there to the last step."""

REFRESH: Final = 20
SAID_EVERY: Final = 10.0
KEPT_EVERY: Final = 180.0
"""Seconds between two lines of progress, and between two states on the disk."""

SMOOTHING: Final = 0.02


@dataclass(slots=True)
class Training:
    """A network on its way: what it is, what it learns by, and how many steps it has made."""

    network: nn.Module
    loss: FontLoss
    optimizer: torch.optim.Optimizer
    step: int = 0

    def keep(self, state: Path) -> None:
        """Write all that is needed to go on; the file is whole at any time."""
        draft = state.with_suffix(".draft")
        parts = {"network": self.network, "loss": self.loss, "optimizer": self.optimizer}
        torch.save({"step": self.step} | {name: part.state_dict() for name, part in parts.items()}, draft)
        draft.rename(state)

    def go_on(self, state: Path) -> None:
        """Take up what `keep` wrote."""
        kept = torch.load(state, weights_only=True)
        self.network.load_state_dict(kept["network"])
        self.loss.load_state_dict(kept["loss"])
        self.optimizer.load_state_dict(kept["optimizer"])
        self.step = kept["step"]

    def learn(self, batches: Batches, steps: int) -> tuple[float, float]:
        """Make one step of `steps`; returns the loss and the share of right families before it."""
        for group in self.optimizer.param_groups:
            group["lr"] = RATE * pace(self.step, steps)
        strips, labels = batches.draw(BATCH)
        with torch.autocast("cpu", torch.bfloat16, enabled=_HAS_BFLOAT16):
            embeddings = self.network(strips.contiguous(memory_format=torch.channels_last))
        loss, right = self.loss(embeddings.float(), labels, MARGIN * min(1.0, self.step / (4 * WARM_UP)))
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.step += 1
        return float(loss.detach()), float(right)


_HAS_BFLOAT16 = any(torch.cpu.get_capabilities()[name] for name in ("avx512_bf16", "amx_bf16"))


def new_training() -> Training:
    """A network that has learnt nothing."""
    network = FontNetwork().to(memory_format=torch.channels_last)
    loss = FontLoss(torch.tensor(classes().family_of), torch.tensor(classes().style_of))
    parameters = [*network.parameters(), *loss.parameters()]
    return Training(network.train(), loss, torch.optim.AdamW(parameters, RATE, weight_decay=DECAY))


def pace(step: int, steps: int) -> float:
    """The share of the full learning rate at a step."""
    return min(step / WARM_UP, (1 + math.cos(math.pi * min(1.0, step / steps))) / 2)


def train(stock: Stock, state: Path, steps: int) -> None:
    """Train up to so many steps in all, with a line of progress every few seconds."""
    training = new_training()
    if state.exists():
        training.go_on(state)
    batches = Batches(stock, np.random.default_rng(training.step))
    while batches.refresh() < ENOUGH:
        time.sleep(1)
    said = kept = time.monotonic()
    loss, right, since = 0.0, 0.0, training.step
    while training.step < steps:
        now_loss, now_right = training.learn(batches, steps)
        share = SMOOTHING if training.step > since + 1 else 1.0
        loss, right = loss + share * (now_loss - loss), right + share * (now_right - right)
        if training.step % REFRESH == 0:
            batches.refresh()
        now = time.monotonic()
        if now > said + SAID_EVERY:
            rate = (training.step - since) / (now - said)
            _say(training.step, steps, loss, right, rate)
            said, since = now, training.step
        if now > kept + KEPT_EVERY:
            training.keep(state)
            kept = now
    training.keep(state)


def _say(step: int, steps: int, loss: float, right: float, rate: float) -> None:
    left = (steps - step) / rate / 60
    learnt = f"step {step}/{steps} loss {loss:.3f} family {right:.1%}"
    print(f"{learnt} {rate:.2f} steps/s {left:.0f} min left", flush=True)


def main() -> None:
    """Read the command line, then train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stock", type=Path)
    parser.add_argument("state", type=Path)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    train(Stock(given.stock), given.state, given.steps)


if __name__ == "__main__":
    main()
