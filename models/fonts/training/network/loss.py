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

STYLES = 0.3
"""How much telling styles apart counts: a font that was never seen is to lie among those of its own style."""


class FontLoss(nn.Module):
    """A large-margin cosine loss on faces in a script, on families and on styles.

    Every class has a point of its own on the sphere, so a family has many: that its Chinese and its Latin
    letters, its light and its black face look different costs nothing.
    """

    families: Tensor
    styles: Tensor

    def __init__(self, family_of: Tensor, style_of: Tensor) -> None:
        """The number of the family and of the style of each class, both int64 (classes)."""
        super().__init__()
        self.points = nn.Parameter(torch.randn(len(family_of), DIMENSIONS))
        self.register_buffer("families", functional.one_hot(family_of).float())
        self.register_buffer("styles", functional.one_hot(style_of).float())

    def forward(self, embeddings: Tensor, labels: Tensor, margin: float) -> tuple[Tensor, Tensor]:
        """The loss, and the share of the embeddings whose family is the nearest."""
        cosines = functional.linear(embeddings, functional.normalize(self.points))
        own = functional.one_hot(labels, len(self.points)).float()
        faces = SCALE * (cosines - margin * own)
        loss = FACES * functional.cross_entropy(faces, labels)
        for share, members in ((1.0, self.families), (STYLES, self.styles)):
            groups = torch.log(torch.exp(faces - SCALE) @ members)
            loss = loss + share * functional.cross_entropy(groups, members[labels].argmax(dim=1))
        nearest = self.families[cosines.argmax(dim=1)].argmax(dim=1)
        return loss, (nearest == self.families[labels].argmax(dim=1)).float().mean()
