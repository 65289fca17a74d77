-- Schema 1. Paths and file names are BLOBs (os.fsencode), because a name need not be UTF-8.

PRAGMA application_id = 0x4B697468;  -- "Kith"

-- ---------------------------------------------------------------- files and photos

CREATE TABLE root (  -- a folder that the user asked to have scanned
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE folder (  -- every folder that was walked
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    shown INTEGER NOT NULL  -- it lies in a root; kept by photos.py
) STRICT;

CREATE TABLE photo (  -- a picture is its content: several files may hold it
    id INTEGER PRIMARY KEY,
    content_hash BLOB NOT NULL UNIQUE,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    taken REAL,  -- seconds by the camera's clock
    detector TEXT NOT NULL,  -- what looked for its faces
    edited_from INTEGER REFERENCES photo,  -- the photo in whose place it was first met; kept by carry.py
    shown INTEGER NOT NULL DEFAULT 0,  -- derived: some file holds it; kept by the triggers below
    moment REAL NOT NULL DEFAULT 0  -- derived: taken, else the oldest file's time; likewise
) STRICT;
CREATE INDEX photo_by_moment ON photo (moment DESC, id DESC) WHERE shown = 1;

CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    folder_id INTEGER NOT NULL REFERENCES folder ON DELETE CASCADE,
    name BLOB NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    photo_id INTEGER REFERENCES photo,  -- what it holds, or held when it could last be read
    problem TEXT,  -- why it cannot be read now
    skipped INTEGER NOT NULL DEFAULT 0,  -- with a problem: it is no photo at all, nobody misses it
    missing INTEGER NOT NULL DEFAULT 0,
    UNIQUE (folder_id, name)
) STRICT;
CREATE INDEX file_of_photo ON file (photo_id) WHERE photo_id IS NOT NULL;
CREATE INDEX file_with_problem ON file (folder_id) WHERE problem IS NOT NULL;

CREATE VIEW showing AS  -- what `photo.shown` and `photo.moment` should be
SELECT photo.id AS photo_id,
       EXISTS (SELECT 1 FROM file JOIN folder ON folder.id = file.folder_id
               WHERE file.photo_id = photo.id AND file.missing = 0 AND file.problem IS NULL
                 AND folder.shown = 1) AS shown,
       coalesce(photo.taken, (SELECT min(mtime_ns) / 1e9 FROM file WHERE photo_id = photo.id), moment) AS moment
FROM photo;

CREATE TRIGGER file_inserted AFTER INSERT ON file WHEN NEW.photo_id IS NOT NULL BEGIN
    UPDATE photo SET (shown, moment) = (SELECT shown, moment FROM showing WHERE photo_id = photo.id)
    WHERE id = NEW.photo_id;
END;
CREATE TRIGGER file_updated AFTER UPDATE ON file BEGIN
    UPDATE photo SET (shown, moment) = (SELECT shown, moment FROM showing WHERE photo_id = photo.id)
    WHERE id IN (OLD.photo_id, NEW.photo_id);
END;
CREATE TRIGGER file_deleted AFTER DELETE ON file WHEN OLD.photo_id IS NOT NULL BEGIN
    UPDATE photo SET (shown, moment) = (SELECT shown, moment FROM showing WHERE photo_id = photo.id)
    WHERE id = OLD.photo_id;
END;
CREATE TRIGGER folder_shown AFTER UPDATE OF shown ON folder WHEN OLD.shown <> NEW.shown BEGIN
    UPDATE photo SET shown = (SELECT shown FROM showing WHERE photo_id = photo.id)
    WHERE id IN (SELECT photo_id FROM file WHERE folder_id = NEW.id);
END;

-- ---------------------------------------------------------------- faces and people

CREATE TABLE person (  -- without a name: a group of faces that look alike
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: the journal remembers ids
    name TEXT,
    name_key TEXT UNIQUE,  -- names.key(name): equal for names that differ only in case or Unicode form
    hidden INTEGER NOT NULL DEFAULT 0,
    cover_face INTEGER REFERENCES face ON DELETE SET NULL,
    CHECK ((name IS NULL) = (name_key IS NULL))
) STRICT;

CREATE TABLE face (
    id INTEGER PRIMARY KEY,
    photo_id INTEGER NOT NULL REFERENCES photo,
    x REAL NOT NULL, y REAL NOT NULL, w REAL NOT NULL, h REAL NOT NULL,  -- fractions of the upright picture
    landmarks BLOB NOT NULL,  -- float32, 5 x 2, fractions
    confidence REAL NOT NULL,
    quality REAL NOT NULL,
    person_id INTEGER REFERENCES person ON DELETE SET NULL,  -- derived from said, rejected and guess
    not_a_face INTEGER NOT NULL DEFAULT 0  -- derived from said; both kept by the triggers below
) STRICT;
CREATE INDEX face_of_photo ON face (photo_id, not_a_face);
CREATE INDEX face_of_person ON face (person_id, quality DESC, photo_id) WHERE person_id IS NOT NULL;

CREATE TABLE embedding (
    face_id INTEGER NOT NULL REFERENCES face ON DELETE CASCADE,
    model TEXT NOT NULL,
    vector BLOB NOT NULL,  -- float32, little-endian
    PRIMARY KEY (face_id, model)
) STRICT, WITHOUT ROWID;

-- What the user said. Only commands.py and journal.py write these two tables; no scan and no grouping does.
CREATE TABLE said (
    face_id INTEGER PRIMARY KEY REFERENCES face,
    person_id INTEGER REFERENCES person,
    kind TEXT NOT NULL CHECK (kind IN ('named', 'confirmed', 'not_a_face')),
    CHECK ((person_id IS NULL) = (kind = 'not_a_face'))
) STRICT;
CREATE INDEX said_of_person ON said (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE rejected (  -- "this face is not this person"
    face_id INTEGER NOT NULL REFERENCES face,
    person_id INTEGER NOT NULL REFERENCES person,
    PRIMARY KEY (face_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX rejected_of_person ON rejected (person_id);

-- What the machine guessed: recomputed by every grouping.
CREATE TABLE guess (
    face_id INTEGER PRIMARY KEY REFERENCES face ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE
) STRICT;
CREATE INDEX guess_of_person ON guess (person_id);

CREATE VIEW belief AS  -- what `face.person_id` and `face.not_a_face` should be
SELECT face.id AS face_id,
       CASE WHEN said.face_id IS NOT NULL THEN said.person_id
            WHEN rejected.face_id IS NULL THEN guess.person_id END AS person_id,
       said.kind IS 'not_a_face' AS not_a_face
FROM face
LEFT JOIN said ON said.face_id = face.id
LEFT JOIN guess ON guess.face_id = face.id
LEFT JOIN rejected ON rejected.face_id = face.id AND rejected.person_id = guess.person_id;

CREATE TRIGGER said_inserted AFTER INSERT ON said BEGIN
    UPDATE face SET person_id = NEW.person_id, not_a_face = (NEW.kind = 'not_a_face') WHERE id = NEW.face_id;
END;
CREATE TRIGGER said_updated AFTER UPDATE ON said BEGIN
    UPDATE face SET person_id = NEW.person_id, not_a_face = (NEW.kind = 'not_a_face') WHERE id = NEW.face_id;
END;
CREATE TRIGGER said_deleted AFTER DELETE ON said BEGIN
    UPDATE face SET (person_id, not_a_face) =
        (SELECT person_id, not_a_face FROM belief WHERE face_id = OLD.face_id) WHERE id = OLD.face_id;
END;
CREATE TRIGGER rejected_inserted AFTER INSERT ON rejected BEGIN
    UPDATE face SET person_id = (SELECT person_id FROM belief WHERE face_id = NEW.face_id) WHERE id = NEW.face_id;
END;
CREATE TRIGGER rejected_deleted AFTER DELETE ON rejected BEGIN
    UPDATE face SET person_id = (SELECT person_id FROM belief WHERE face_id = OLD.face_id) WHERE id = OLD.face_id;
END;
CREATE TRIGGER guess_inserted AFTER INSERT ON guess BEGIN
    UPDATE face SET person_id = (SELECT person_id FROM belief WHERE face_id = NEW.face_id) WHERE id = NEW.face_id;
END;
CREATE TRIGGER guess_updated AFTER UPDATE ON guess BEGIN
    UPDATE face SET person_id = (SELECT person_id FROM belief WHERE face_id = NEW.face_id) WHERE id = NEW.face_id;
END;
CREATE TRIGGER guess_deleted AFTER DELETE ON guess BEGIN
    UPDATE face SET person_id = (SELECT person_id FROM belief WHERE face_id = OLD.face_id) WHERE id = OLD.face_id;
END;

-- ---------------------------------------------------------------- the journal (after sqlite.org/undoredo.html)

CREATE TABLE journal (  -- one row for each command of the user
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    label TEXT NOT NULL,
    at REAL NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One row for each row that the command touched, first image to last: JSON, not SQL, so that it can be queried and redone.
CREATE TABLE journal_change (
    entry_id INTEGER NOT NULL REFERENCES journal ON DELETE CASCADE,
    table_name TEXT NOT NULL,
    row_key TEXT NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (entry_id, table_name, row_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE recording (entry_id INTEGER NOT NULL REFERENCES journal) STRICT;  -- holds a row only while a command runs

-- Commands never insert or delete a person: one who has lost name and faces is simply not listed.
CREATE TRIGGER journal_person_updated AFTER UPDATE ON person WHEN EXISTS (SELECT 1 FROM recording) BEGIN
    INSERT INTO journal_change
    SELECT entry_id, 'person', json_object('id', OLD.id),
           json_object('name', OLD.name, 'name_key', OLD.name_key, 'hidden', OLD.hidden, 'cover_face', OLD.cover_face),
           json_object('name', NEW.name, 'name_key', NEW.name_key, 'hidden', NEW.hidden, 'cover_face', NEW.cover_face)
    FROM recording WHERE true
    ON CONFLICT DO UPDATE SET after = excluded.after;
END;
CREATE TRIGGER journal_said_inserted AFTER INSERT ON said WHEN EXISTS (SELECT 1 FROM recording) BEGIN
    INSERT INTO journal_change
    SELECT entry_id, 'said', json_object('face_id', NEW.face_id), NULL,
           json_object('face_id', NEW.face_id, 'person_id', NEW.person_id, 'kind', NEW.kind)
    FROM recording WHERE true
    ON CONFLICT DO UPDATE SET after = excluded.after;
END;
CREATE TRIGGER journal_said_updated AFTER UPDATE ON said WHEN EXISTS (SELECT 1 FROM recording) BEGIN
    INSERT INTO journal_change
    SELECT entry_id, 'said', json_object('face_id', OLD.face_id),
           json_object('face_id', OLD.face_id, 'person_id', OLD.person_id, 'kind', OLD.kind),
           json_object('face_id', NEW.face_id, 'person_id', NEW.person_id, 'kind', NEW.kind)
    FROM recording WHERE true
    ON CONFLICT DO UPDATE SET after = excluded.after;
END;
CREATE TRIGGER journal_said_deleted AFTER DELETE ON said WHEN EXISTS (SELECT 1 FROM recording) BEGIN
    INSERT INTO journal_change
    SELECT entry_id, 'said', json_object('face_id', OLD.face_id),
           json_object('face_id', OLD.face_id, 'person_id', OLD.person_id, 'kind', OLD.kind), NULL
    FROM recording WHERE true
    ON CONFLICT DO UPDATE SET after = excluded.after;
END;
CREATE TRIGGER journal_rejected_inserted AFTER INSERT ON rejected WHEN EXISTS (SELECT 1 FROM recording) BEGIN
    INSERT INTO journal_change
    SELECT entry_id, 'rejected', json_object('face_id', NEW.face_id, 'person_id', NEW.person_id), NULL,
           json_object('face_id', NEW.face_id, 'person_id', NEW.person_id)
    FROM recording WHERE true
    ON CONFLICT DO UPDATE SET after = excluded.after;
END;
CREATE TRIGGER journal_rejected_deleted AFTER DELETE ON rejected WHEN EXISTS (SELECT 1 FROM recording) BEGIN
    INSERT INTO journal_change
    SELECT entry_id, 'rejected', json_object('face_id', OLD.face_id, 'person_id', OLD.person_id),
           json_object('face_id', OLD.face_id, 'person_id', OLD.person_id), NULL
    FROM recording WHERE true
    ON CONFLICT DO UPDATE SET after = excluded.after;
END;
