"""Acceptance: which readings are text. Icons, textures and photographs are read as short lines too."""
