"""Find similar: persistent indexes that answer from the disk, one for each vector space.

A *space* is a set of vectors that may be compared with each other, and has a string id that can be part of a file
name: a face model's ("sface"), a scene network's ("scene-efficientnet-lite0"), a projection's. A *row* is a thing
with a vector in a space: an int64 id that is larger than all ids before it (a face's, a photo's) and a float32
vector (d,) of length 1. Cosine similarity is the dot product.

Who has rows gives them as a `Source` (see `source.py`) and asks a `SpaceFinder`, which keeps an index in step:

    finder = SpaceFinder(folder, "sface", 128, source)
    ids, cosines = finder.search(query, count, exclude=ids, allowed=None, exact=False)
    finder.rebuild_if_due(on_progress=..., cancel=...)   # after each scan
    finder.recall                                        # measured when it was built, or None: all are compared

`search` is for any thread, never waits for a scan or for a rebuild, and finds rows that were added since the index
was built; those that `Source.shown` no longer names never appear. `build` and `open_index` are the parts below.
"""
