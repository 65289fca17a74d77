"""Find similar, over the catalogue: what is asked, in which spaces, what may be answered, and in which order.

- `spaces`      the library's vector spaces: faces, scenes, smaller and learned ones
- `asked`       a question's vectors: of faces, photos, a person, or a picture from outside
- `filters`     which photos and faces may be answered with
- `candidates`  the nearest in a space, and whole groups of faces found together
- `folding`     near-duplicates become one answer
- `searcher`    all of it, and another order when the weight of faces and scenes changes
"""
