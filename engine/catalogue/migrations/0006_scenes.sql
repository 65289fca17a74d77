-- Schema 6. What whole pictures show, beside the faces in them.

CREATE TABLE scene (
    id INTEGER PRIMARY KEY,  -- the vectors are too long for an index's pages, so the table has row ids
    photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
    model TEXT NOT NULL,
    vector BLOB NOT NULL,  -- float16, little-endian, of length 1
    UNIQUE (photo_id, model)
) STRICT;
