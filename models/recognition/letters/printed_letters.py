"""Letters that look alike, as their ink shows them: capitals and small ones, 0 and O; docs/decisions/0061."""

from models.recognition.letters.extents import extents
from models.recognition.letters.letter_case import SURE, correct_case, doubtful_words
from models.recognition.letters.scale import scale_of
from models.recognition.letters.zeros import SURE as SURE_ZERO
from models.recognition.letters.zeros import ZERO, correct_zeros, doubtful_zeros
from models.recognition.reading import Reading


def with_printed_letters(reading: Reading) -> Reading:
    """The reading with the letters that its ink shows. What cannot be measured stays."""
    text = "".join(reading.characters)
    if len(text) != len(reading.characters):
        return reading
    scores = reading.probabilities
    if ZERO not in text and min(scores, default=1.0) >= SURE_ZERO:
        return reading
    is_unsure = [score < SURE for score in scores]
    zeros = doubtful_zeros(text, scores)
    if not zeros and not doubtful_words(text, is_unsure):
        return reading
    found = extents(reading)
    if found is None:
        return reading
    characters = list(text)
    if zeros:
        widths = (found.right - found.left) * (len(reading.pixels) / reading.height)
        correct_zeros(characters, zeros, found, widths)
        is_unsure = [
            unsure or old != new for unsure, old, new in zip(is_unsure, text, characters, strict=True)
        ]
    if words := doubtful_words("".join(characters), is_unsure):
        correct_case(characters, words, is_unsure, found=found, scale=scale_of(characters, found))
    corrected = tuple(characters)
    return reading if corrected == reading.characters else reading.revised(characters=corrected)
