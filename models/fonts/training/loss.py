"""What the font network learns by: lines of one font together, lines of other fonts apart."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.fonts.embedder import DIMENSIONS

SCALE = 24.0
MARGIN = 0.15
"""Of the large-margin cosine loss (Wang et al., arXiv:1801.09414), there s and m."""

FACES = 0.5
"""How much telling faces apart counts beside telling families apart."""


class FontLoss(nn.Module):
    """A large-margin cosine loss on faces in a script, and on families.

    Every class has a point of its own on the sphere, so a family has many: that its Chinese and its Latin
    letters, its light and its black face look different costs nothing.
    """

    members: Tensor

    def __init__(self, family_of: Tensor) -> None:
        """`family_of` gives the number of the family of each class, int64 (classes)."""
        super().__init__()
        self.points = nn.Parameter(torch.randn(len(family_of), DIMENSIONS))
        self.register_buffer("members", functional.one_hot(family_of).float())

    def forward(self, embeddings: Tensor, labels: Tensor, margin: float) -> tuple[Tensor, Tensor]:
        """The loss, and the share of the embeddings whose family is the nearest."""
        cosines = functional.linear(embeddings, functional.normalize(self.points))
        own = functional.one_hot(labels, len(self.points)).float()
        faces = SCALE * (cosines - margin * own)
        families = torch.log(torch.exp(faces - SCALE) @ self.members)
        family_labels = self.members[labels].argmax(dim=1)
        loss = functional.cross_entropy(families, family_labels)
        loss = loss + FACES * functional.cross_entropy(faces, labels)
        nearest = self.members[cosines.argmax(dim=1)].argmax(dim=1)
        return loss, (nearest == family_labels).float().mean()
