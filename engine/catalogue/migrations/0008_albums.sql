-- Schema 8. Albums that the user makes.

CREATE TABLE album (  -- without a name: it was deleted, or making it was undone, and it waits with its photos for undo and redo
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT,
    name_key TEXT UNIQUE,  -- names.key(name), as of a person
    cover_photo INTEGER REFERENCES photo ON DELETE SET NULL,
    created REAL NOT NULL,  -- seconds since 1970
    CHECK ((name IS NULL) = (name_key IS NULL))
) STRICT;

-- Written by commands and the journal alone, and by the tidy-up. Read through the view below.
CREATE TABLE album_photo (
    album_id INTEGER NOT NULL REFERENCES album,
    photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
    PRIMARY KEY (album_id, photo_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX album_of_photo ON album_photo (photo_id);

-- A file that was edited holds another photo. What was said of the old one counts for the new one, and no step of the
-- journal needs to be written anew. Kept by carry.py; when the edit is taken back the row goes.
CREATE TABLE successor (
    photo_id INTEGER PRIMARY KEY REFERENCES photo ON DELETE CASCADE,
    successor_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE
) STRICT;
CREATE INDEX successor_of ON successor (successor_id);

CREATE INDEX photo_not_shown ON photo (id) WHERE shown = 0;  -- few; so an album of a million is counted at once

CREATE VIEW album_member AS  -- the photos that stand for those which were put into an album
SELECT album_id, photo_id AS put_id, photo_id FROM album_photo
UNION ALL
SELECT album_id, successor.photo_id, successor_id
FROM successor
CROSS JOIN album_photo ON album_photo.photo_id = successor.photo_id
CROSS JOIN photo ON photo.id = successor.photo_id
WHERE photo.shown = 0;

-- What happens to `album_photo` commands note themselves (commands/albums.py): as lists of ids, because a row for each
-- of a million photos would make the history larger than the library.
CREATE TRIGGER journal_album_updated AFTER UPDATE ON album WHEN EXISTS (SELECT 1 FROM recording) BEGIN
    INSERT INTO journal_change
    SELECT entry_id, 'album', json_object('album_id', OLD.id),
           json_object('name', OLD.name, 'name_key', OLD.name_key, 'cover_photo', OLD.cover_photo, 'created', OLD.created),
           json_object('name', NEW.name, 'name_key', NEW.name_key, 'cover_photo', NEW.cover_photo, 'created', NEW.created)
    FROM recording WHERE true
    ON CONFLICT DO UPDATE SET after = excluded.after;
END;
