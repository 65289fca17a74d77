-- Schema 5. Scans that find nothing new read a row for each folder, not one for each file; ids are never used twice.

CREATE TABLE fingerprint (  -- derived: of the rows of a folder's files, as engine/scanning/fingerprints.py makes it
    folder_id INTEGER PRIMARY KEY REFERENCES folder ON DELETE CASCADE,
    digest BLOB NOT NULL
) STRICT;
CREATE TRIGGER fingerprint_after_insert AFTER INSERT ON file BEGIN
    DELETE FROM fingerprint WHERE folder_id = NEW.folder_id;
END;
CREATE TRIGGER fingerprint_after_update AFTER UPDATE OF folder_id, name, size, mtime_ns, problem, skipped, missing ON file BEGIN
    DELETE FROM fingerprint WHERE folder_id IN (OLD.folder_id, NEW.folder_id);
END;
CREATE TRIGGER fingerprint_after_delete AFTER DELETE ON file BEGIN
    DELETE FROM fingerprint WHERE folder_id = OLD.folder_id;
END;

-- Thumbnails, indexes and windows know photos and faces by their ids: after a tidy-up no new one takes an old one's.
CREATE TABLE last_id (  -- the largest id that was ever deleted
    of TEXT PRIMARY KEY,
    id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER photo_deleted AFTER DELETE ON photo BEGIN
    INSERT INTO last_id (of, id) VALUES ('photo', OLD.id) ON CONFLICT DO UPDATE SET id = max(id, excluded.id);
END;
CREATE TRIGGER face_deleted AFTER DELETE ON face BEGIN
    INSERT INTO last_id (of, id) VALUES ('face', OLD.id) ON CONFLICT DO UPDATE SET id = max(id, excluded.id);
END;
CREATE VIEW next_id AS  -- for a new photo, and for a new face
SELECT 1 + max(coalesce((SELECT max(id) FROM photo), 0), coalesce((SELECT id FROM last_id WHERE of = 'photo'), 0)) AS photo,
       1 + max(coalesce((SELECT max(id) FROM face), 0), coalesce((SELECT id FROM last_id WHERE of = 'face'), 0)) AS face;
