"""From files to stored faces: open -> look -> cut -> embed -> store.

- `results`   what passes from one stage to the next
- `in_order`  work that other threads do ahead, a bounded number of items, handed on in order
- `opening`   a file's content hashed, looked up, decoded
- `cutting`   faces cut out, judged, and thumbnails made
- `writing`   a batch of results into the catalogue and the thumbnails
- `analysis`  the stages, held together

A few threads open and cut; the one that asks runs the networks. What waits between two stages is bounded, so memory
is bounded however large the folder. Results are stored in the order of the files, so that a scan that was killed
and begun again makes the same library.
"""

from engine.pipeline.analysis import Analysis
from engine.pipeline.results import Stored

__all__ = ["Analysis", "Stored"]
