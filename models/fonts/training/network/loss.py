"""The training loss: pulls embeddings of one font together and pushes those of other fonts apart."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.fonts.embedder import DIMENSIONS

SCALE = 24.0
MARGIN = 0.15
"""Parameters s and m of the large-margin cosine loss (Wang et al., arXiv:1801.09414)."""

FACE_WEIGHT = 0.5
"""Weight of the loss on faces. The loss on families has weight 1."""

STYLE_WEIGHT = 0.3
"""Weight of the loss on styles. It places unseen fonts near fonts of their own style."""


class FontLoss(nn.Module):
    """A large-margin cosine loss on three levels: faces in a script group, families, and styles.

    Each class has its own point on the unit sphere, so a family has several points. Its Chinese and Latin
    characters need not look alike, nor its light and black faces.
    """

    families: Tensor
    styles: Tensor

    def __init__(self, family_of: Tensor, style_of: Tensor) -> None:
        """`family_of` and `style_of` are the numbers of each class's family and style, int64 (classes)."""
        super().__init__()
        self.points = nn.Parameter(torch.randn(len(family_of), DIMENSIONS))
        self.register_buffer("families", functional.one_hot(family_of).float())
        self.register_buffer("styles", functional.one_hot(style_of).float())

    def forward(self, embeddings: Tensor, labels: Tensor, margin: float) -> tuple[Tensor, Tensor]:
        """Returns the loss and the share of the embeddings whose nearest point is of the true family."""
        cosines = functional.linear(embeddings, functional.normalize(self.points))
        true_classes = functional.one_hot(labels, len(self.points)).float()
        logits = SCALE * (cosines - margin * true_classes)
        loss = FACE_WEIGHT * functional.cross_entropy(logits, labels)
        for weight, members in ((1.0, self.families), (STYLE_WEIGHT, self.styles)):
            group_logits = torch.log(torch.exp(logits - SCALE) @ members)
            loss = loss + weight * functional.cross_entropy(group_logits, members[labels].argmax(dim=1))
        nearest = self.families[cosines.argmax(dim=1)].argmax(dim=1)
        return loss, (nearest == self.families[labels].argmax(dim=1)).float().mean()
