"""In how many pixels photos are looked at. No torch here."""

from __future__ import annotations

# Photos are decoded to at most so many pixels either way; a JPEG to the smallest fraction of it that is enough to
# look for faces in, which costs a fraction of the whole. Small faces are cut from more: see `engine.pixels`.
DECODED_SIZE = 2048
# A picture is looked at no larger than this: a face of 20 pixels in it is 1.5 % of its width.
DETECTION_SIZE = 1280
ENOUGH_TO_LOOK_AT = DETECTION_SIZE
