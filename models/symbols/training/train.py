"""Trains the network: `python -m models.symbols.training.train STATE HELD_OUT FILES… [--epochs N]`."""

from pathlib import Path
from typing import Annotated, Final

import numpy as np
import torch
import typer
from torch import Tensor
from torch.nn import functional

from models.symbols.symbols import SYMBOLS
from models.symbols.training.network import SymbolNetwork

BATCH, RATE, DECAY, SMOOTHING = 256, 4e-3, 0.02, 0.02
"""Samples; the highest rate of AdamW; its weight decay; label smoothing."""

SHIFTS: Final = ((-1, 0, 1), (-2, -1, 0, 1, 2))
"""Pixels by which a batch is shifted down and to the right."""

SURE: Final = 0.95


def loaded(files: list[Path]) -> tuple[Tensor, Tensor]:
    """Samples, uint8 (count, 1, 32, 40), and their classes."""
    archives = [np.load(file) for file in files]
    inputs = np.concatenate([each["inputs"] for each in archives])
    labels = np.concatenate([each["labels"] for each in archives])
    return torch.from_numpy(inputs)[:, None], torch.from_numpy(labels.astype(np.int64))


def augmented(pieces: Tensor) -> Tensor:
    """A batch, shifted and with other contrasts: float, 0 to 1."""
    down, right = (int(np.random.default_rng().choice(each)) for each in SHIFTS)
    shifted = torch.roll(pieces.float() / 255, (down, right), (2, 3))
    if torch.rand(1) < 0.5:
        shifted = shifted * (0.75 + 0.5 * torch.rand(len(pieces), 1, 1, 1))
    return shifted.clamp(0, 1)


def report(network: SymbolNetwork, held_out: tuple[Tensor, Tensor]) -> str:
    """The accuracy on glyphs of fonts that were held out, and the share of other glyphs taken for symbols."""
    inputs, labels = held_out
    network.eval()
    with torch.no_grad():
        scores = torch.cat([network(part.float() / 255) for part in inputs.split(2000)])
    sureness, best = scores.softmax(1).max(1)
    is_symbol = labels < len(SYMBOLS)
    false = (best < len(SYMBOLS))[~is_symbol]
    return (
        f"right {(best == labels)[is_symbol].float().mean():.4f}, "
        f"false {false.float().mean():.4f}, "
        f"surely false {(false & (sureness > SURE)[~is_symbol]).float().mean():.4f}"
    )


def main(
    state: Annotated[Path, typer.Argument(help="The file of weights to write.")],
    held_out: Annotated[Path, typer.Argument(help="Samples that are only measured.")],
    files: Annotated[list[Path], typer.Argument(help="Samples that are trained on.")],
    epochs: Annotated[int, typer.Option(help="How often each sample is used.")] = 6,
) -> None:
    """Train the network. Prints the figures on held-out samples after each epoch."""
    torch.manual_seed(5)
    network, (inputs, labels), measured = SymbolNetwork(), loaded(files), loaded([held_out])
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    steps = epochs * (len(inputs) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.15)
    for epoch in range(epochs):
        network.train()
        for batch in torch.randperm(len(inputs))[: len(inputs) // BATCH * BATCH].split(BATCH):
            scores = network(augmented(inputs[batch]))
            loss = functional.cross_entropy(scores, labels[batch], label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        print(f"epoch {epoch + 1}: {report(network, measured)}", flush=True)
        torch.save(network.state_dict(), state)


if __name__ == "__main__":
    typer.run(main)
