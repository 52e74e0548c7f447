"""Starts or resumes the training: `python -m models.fonts.training.network.train SHARDS STATE --steps N`."""

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

from models.fonts.training.data.batches import MIN_SHARDS, Batches
from models.fonts.training.data.classes import classes
from models.fonts.training.data.shards import ShardFolder
from models.fonts.training.network.architecture import FontNetwork
from models.fonts.training.network.loss import MARGIN, FontLoss

BATCH: Final = 128
"""Strips per step."""

LEARNING_RATE: Final = 2e-3
WEIGHT_DECAY: Final = 0.02
"""Parameters of AdamW. The learning rate is the maximum of the schedule."""

WARM_UP: Final = 300
"""Steps of linear warm-up. The learning rate then follows a cosine down to 0 at the last step."""

REFRESH: Final = 20
"""Steps between two checks for new shards."""

PROGRESS_INTERVAL: Final = 10.0
"""Minimum number of seconds between two lines of progress."""

CHECKPOINT_INTERVAL: Final = 180.0
"""Minimum number of seconds between two checkpoints."""

SMOOTHING: Final = 0.02
"""Weight of the newest step in the printed moving averages."""


@dataclass(slots=True)
class Training:
    """The state of a training run: network, loss, optimizer, and the number of steps so far."""

    network: nn.Module
    loss: FontLoss
    optimizer: torch.optim.Optimizer
    step: int = 0

    def save(self, state: Path) -> None:
        """Writes a checkpoint atomically."""
        draft = state.with_suffix(".draft")
        parts = {"network": self.network, "loss": self.loss, "optimizer": self.optimizer}
        torch.save({"step": self.step} | {name: part.state_dict() for name, part in parts.items()}, draft)
        draft.rename(state)

    def resume(self, state: Path) -> None:
        """Loads a checkpoint."""
        checkpoint = torch.load(state, weights_only=True)
        self.network.load_state_dict(checkpoint["network"])
        self.loss.load_state_dict(checkpoint["loss"])
        self.optimizer.load_state_dict(checkpoint["optimizer"])
        self.step = checkpoint["step"]

    def train_step(self, batches: Batches, steps: int) -> tuple[float, float]:
        """Performs one of `steps` steps. Returns the loss and the family accuracy (top 1) before it."""
        for group in self.optimizer.param_groups:
            group["lr"] = LEARNING_RATE * learning_rate_factor(self.step, steps)
        strips, labels = batches.draw(BATCH)
        with torch.autocast("cpu", torch.bfloat16, enabled=_HAS_BFLOAT16):
            embeddings = self.network(strips.contiguous(memory_format=torch.channels_last))
        margin = MARGIN * min(1.0, self.step / (4 * WARM_UP))
        loss, accuracy = self.loss(embeddings.float(), labels, margin)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.step += 1
        return float(loss.detach()), float(accuracy)


_HAS_BFLOAT16 = any(torch.cpu.get_capabilities()[name] for name in ("avx512_bf16", "amx_bf16"))


@dataclass(slots=True)
class Progress:
    """Moving averages of loss and accuracy since the last printed line.

    `steps` is the number of steps of the whole training. `first_step` is the step of the last printed line,
    and `printed` its time in seconds.
    """

    steps: int
    first_step: int
    printed: float
    loss: float = 0.0
    accuracy: float = 0.0

    def add(self, step: int, loss: float, accuracy: float) -> None:
        """Adds the figures of a step. Those of the first step after a printed line replace the averages."""
        weight = SMOOTHING if step > self.first_step + 1 else 1.0
        self.loss += weight * (loss - self.loss)
        self.accuracy += weight * (accuracy - self.accuracy)

    def print_if_due(self, step: int, now: float) -> None:
        """Prints a line of progress if `PROGRESS_INTERVAL` has passed. `now` is in seconds."""
        if now <= self.printed + PROGRESS_INTERVAL:
            return
        rate = (step - self.first_step) / (now - self.printed)
        minutes = (self.steps - step) / rate / 60
        figures = f"step {step}/{self.steps} loss {self.loss:.3f} family {self.accuracy:.1%}"
        print(f"{figures} {rate:.2f} steps/s {minutes:.0f} min left", flush=True)
        self.printed, self.first_step = now, step


def new_training() -> Training:
    """Returns a training run with random weights."""
    network = FontNetwork().to(memory_format=torch.channels_last)
    loss = FontLoss(torch.tensor(classes().family_of), torch.tensor(classes().style_of))
    parameters = [*network.parameters(), *loss.parameters()]
    optimizer = torch.optim.AdamW(parameters, LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    return Training(network.train(), loss, optimizer)


def learning_rate_factor(step: int, steps: int) -> float:
    """Returns the share of the full learning rate at a step."""
    return min(step / WARM_UP, (1 + math.cos(math.pi * min(1.0, step / steps))) / 2)


def train(folder: ShardFolder, state: Path, steps: int) -> None:
    """Trains up to `steps` steps in total. Resumes from the checkpoint `state` if it exists."""
    training = new_training()
    if state.exists():
        training.resume(state)
    batches = Batches(folder, np.random.default_rng(training.step))
    while batches.refresh() < MIN_SHARDS:
        time.sleep(1)
    saved = time.monotonic()
    progress = Progress(steps, training.step, saved)
    while training.step < steps:
        loss, accuracy = training.train_step(batches, steps)
        progress.add(training.step, loss, accuracy)
        if training.step % REFRESH == 0:
            batches.refresh()
        now = time.monotonic()
        progress.print_if_due(training.step, now)
        if now > saved + CHECKPOINT_INTERVAL:
            training.save(state)
            saved = now
    training.save(state)


def main() -> None:
    """Parses the command line and trains."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shards", type=Path)
    parser.add_argument("state", type=Path)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    train(ShardFolder(arguments.shards), arguments.state, arguments.steps)


if __name__ == "__main__":
    main()
