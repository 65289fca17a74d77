PRAGMA application_id = 1265202280;
PRAGMA user_version = 8;
BEGIN TRANSACTION;
CREATE TABLE album (  -- without a name: it was deleted, or making it was undone, and it waits with its photos for undo and redo
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT,
    name_key TEXT UNIQUE,  -- names.key(name), as of a person
    cover_photo INTEGER REFERENCES photo ON DELETE SET NULL,
    created REAL NOT NULL,  -- seconds since 1970
    CHECK ((name IS NULL) = (name_key IS NULL))
) STRICT;
INSERT INTO "album" VALUES(1,'Sommer','sommer',1,1.79588334395478558536e+09);
INSERT INTO "album" VALUES(2,NULL,NULL,NULL,1.79588334397300124168e+09);
CREATE TABLE album_photo (
    album_id INTEGER NOT NULL REFERENCES album,
    photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
    PRIMARY KEY (album_id, photo_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "album_photo" VALUES(1,1);
INSERT INTO "album_photo" VALUES(2,2);
INSERT INTO "album_photo" VALUES(1,3);
CREATE TABLE apart (  -- "these two are different people"; written by commands and the journal alone
    person_id INTEGER NOT NULL REFERENCES person,
    other_id INTEGER NOT NULL REFERENCES person,
    PRIMARY KEY (person_id, other_id),
    CHECK (person_id < other_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "apart" VALUES(1,2);
CREATE TABLE drawn (  -- written by commands and the journal alone
    face_id INTEGER PRIMARY KEY REFERENCES face
) STRICT;
INSERT INTO "drawn" VALUES(101);
CREATE TABLE embedding (
    face_id INTEGER NOT NULL REFERENCES face ON DELETE CASCADE,
    model TEXT NOT NULL,
    vector BLOB NOT NULL,  -- float32, little-endian
    PRIMARY KEY (face_id, model)
) STRICT, WITHOUT ROWID;
CREATE TABLE face (
    id INTEGER PRIMARY KEY,
    photo_id INTEGER NOT NULL REFERENCES photo,
    x REAL NOT NULL, y REAL NOT NULL, w REAL NOT NULL, h REAL NOT NULL,  -- fractions of the upright picture
    landmarks BLOB NOT NULL,  -- float32, 5 x 2, fractions
    confidence REAL NOT NULL,
    quality REAL NOT NULL,
    person_id INTEGER REFERENCES person ON DELETE SET NULL,  -- derived from said, rejected and guess
    not_a_face INTEGER NOT NULL DEFAULT 0  -- derived from said; both kept by the triggers below
, by_hand INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "face" VALUES(1,1,0.4,0.4,0.2,0.2,X'CDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3E',0.9,0.2,1,0,0);
INSERT INTO "face" VALUES(2,2,0.4,0.4,0.2,0.2,X'CDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3E',0.9,0.2,1,0,0);
INSERT INTO "face" VALUES(3,3,0.4,0.4,0.2,0.2,X'CDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3E',0.9,0.2,1,0,0);
INSERT INTO "face" VALUES(4,4,0.4,0.4,0.2,0.2,X'CDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3E',0.9,0.2,NULL,1,0);
INSERT INTO "face" VALUES(5,5,0.4,0.4,0.2,0.2,X'CDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3E',0.9,0.2,2,0,0);
INSERT INTO "face" VALUES(6,6,0.4,0.4,0.2,0.2,X'CDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3ECDCCCC3E',0.9,0.2,NULL,1,0);
INSERT INTO "face" VALUES(101,4,0.1,0.1,0.3,0.3,X'',1.0,0.0,3,0,1);
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    folder_id INTEGER NOT NULL REFERENCES folder ON DELETE CASCADE,
    name BLOB NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    photo_id INTEGER REFERENCES photo,  -- what it holds, or held when it could last be read
    problem TEXT,  -- why it cannot be read now
    skipped INTEGER NOT NULL DEFAULT 0,  -- with a problem: it is no photo at all, nobody misses it
    missing INTEGER NOT NULL DEFAULT 0, missing_since REAL,
    UNIQUE (folder_id, name)
) STRICT;
INSERT INTO "file" VALUES(1,1,X'302E6A7067',10,0,1,NULL,0,0,NULL);
INSERT INTO "file" VALUES(2,1,X'312E6A7067',10,0,2,NULL,0,0,NULL);
INSERT INTO "file" VALUES(3,1,X'322E6A7067',10,0,3,NULL,0,0,NULL);
INSERT INTO "file" VALUES(4,2,X'302E6A7067',10,0,4,NULL,0,0,NULL);
INSERT INTO "file" VALUES(5,2,X'312E6A7067',10,0,5,NULL,0,0,NULL);
INSERT INTO "file" VALUES(6,2,X'322E6A7067',10,0,6,NULL,0,0,NULL);
INSERT INTO "file" VALUES(7,3,X'62726F6B656E2E6A7067',3,4,NULL,'It is cut off.',0,0,NULL);
CREATE TABLE fingerprint (  -- derived: of the rows of a folder's files, as engine/scanning/fingerprints.py makes it
    folder_id INTEGER PRIMARY KEY REFERENCES folder ON DELETE CASCADE,
    digest BLOB NOT NULL
) STRICT;
INSERT INTO "fingerprint" VALUES(3,X'01010101010101010101010101010101');
CREATE TABLE folder (  -- every folder that was walked
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    shown INTEGER NOT NULL  -- it lies in a root; kept by photos.py
) STRICT;
INSERT INTO "folder" VALUES(1,X'2F70686F746F732F616E6E61',1);
INSERT INTO "folder" VALUES(2,X'2F70686F746F732F6F7468657273',1);
INSERT INTO "folder" VALUES(3,X'2F70686F746F73',1);
CREATE TABLE guess (
    face_id INTEGER PRIMARY KEY REFERENCES face ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE
) STRICT;
INSERT INTO "guess" VALUES(1,1);
INSERT INTO "guess" VALUES(2,1);
INSERT INTO "guess" VALUES(3,1);
INSERT INTO "guess" VALUES(4,2);
INSERT INTO "guess" VALUES(5,2);
INSERT INTO "guess" VALUES(6,2);
INSERT INTO "guess" VALUES(101,2);
CREATE TABLE journal (  -- one row for each command of the user
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    label TEXT NOT NULL,
    at REAL NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO "journal" VALUES(1,'Name anna',1.79588334387730145453e+09,0);
INSERT INTO "journal" VALUES(2,'Rename anna to Anna',1.79588334388440108301e+09,0);
INSERT INTO "journal" VALUES(3,'Move 1 face to Zoë',1.79588334390550398824e+09,0);
INSERT INTO "journal" VALUES(4,'Take 1 face out of Anna',1.79588334390693664553e+09,0);
INSERT INTO "journal" VALUES(5,'Move 1 face to Anna',1.79588334390786957739e+09,0);
INSERT INTO "journal" VALUES(6,'Choose the cover of Anna',1.79588334391316938399e+09,0);
INSERT INTO "journal" VALUES(7,'Hide an unnamed group',1.79588334391587400437e+09,0);
INSERT INTO "journal" VALUES(8,'Show an unnamed group',1.7958833439173736572e+09,0);
INSERT INTO "journal" VALUES(9,'Mark 1 group as strangers',1.79588334392284464839e+09,0);
INSERT INTO "journal" VALUES(10,'Mark 1 group as no strangers',1.79588334392633104325e+09,0);
INSERT INTO "journal" VALUES(11,'Anna was born 1990-02-28',1.79588334392704129221e+09,0);
INSERT INTO "journal" VALUES(12,'Anna and an unnamed group are different people',1.79588334392847847938e+09,0);
INSERT INTO "journal" VALUES(13,'Split Anna into 2',1.79588334392906188961e+09,0);
INSERT INTO "journal" VALUES(14,'Merge an unnamed group into Anna',1.79588334393213224417e+09,0);
INSERT INTO "journal" VALUES(15,'Move the box of a face of Zoë',1.79588334393759870531e+09,0);
INSERT INTO "journal" VALUES(16,'Make the album “Summer” of 3 photos',1.79588334395475101475e+09,0);
INSERT INTO "journal" VALUES(17,'Remove 1 photo from “Summer”',1.79588334395843243597e+09,0);
INSERT INTO "journal" VALUES(18,'Choose the cover of the album “Summer”',1.79588334397077059741e+09,0);
INSERT INTO "journal" VALUES(19,'Rename the album “Summer” to “Sommer”',1.79588334397147297858e+09,0);
INSERT INTO "journal" VALUES(20,'Make the album “Garden” of 1 photo',1.79588334397298336024e+09,0);
INSERT INTO "journal" VALUES(21,'Delete the album “Garden”',1.79588334397356486323e+09,0);
INSERT INTO "journal" VALUES(22,'Confirm 1 face',1.79588334397439622876e+09,0);
INSERT INTO "journal" VALUES(23,'Mark 1 face as not a face',1.79588334397512364385e+09,0);
CREATE TABLE journal_change (
    entry_id INTEGER NOT NULL REFERENCES journal ON DELETE CASCADE,
    table_name TEXT NOT NULL,
    row_key TEXT NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (entry_id, table_name, row_key)
) STRICT, WITHOUT ROWID;
INSERT INTO "journal_change" VALUES(1,'person','{"id":1}','{"name":null,"name_key":null,"hidden":0,"cover_face":null,"stranger":0,"born":null}','{"name":"anna","name_key":"anna","hidden":0,"cover_face":null,"stranger":0,"born":null}');
INSERT INTO "journal_change" VALUES(1,'said','{"face_id":1}',NULL,'{"face_id":1,"person_id":1,"kind":"named"}');
INSERT INTO "journal_change" VALUES(1,'said','{"face_id":2}',NULL,'{"face_id":2,"person_id":1,"kind":"named"}');
INSERT INTO "journal_change" VALUES(1,'said','{"face_id":3}',NULL,'{"face_id":3,"person_id":1,"kind":"named"}');
INSERT INTO "journal_change" VALUES(2,'person','{"id":1}','{"name":"anna","name_key":"anna","hidden":0,"cover_face":null,"stranger":0,"born":null}','{"name":"Anna","name_key":"anna","hidden":0,"cover_face":null,"stranger":0,"born":null}');
INSERT INTO "journal_change" VALUES(3,'person','{"id":3}','{"name":null,"name_key":null,"hidden":0,"cover_face":null,"stranger":0,"born":null}','{"name":"Zoë","name_key":"zoë","hidden":0,"cover_face":null,"stranger":0,"born":null}');
INSERT INTO "journal_change" VALUES(3,'said','{"face_id":4}',NULL,'{"face_id":4,"person_id":3,"kind":"confirmed"}');
INSERT INTO "journal_change" VALUES(4,'rejected','{"face_id":1,"person_id":1}',NULL,'{"face_id":1,"person_id":1}');
INSERT INTO "journal_change" VALUES(4,'said','{"face_id":1}','{"face_id":1,"person_id":1,"kind":"named"}',NULL);
INSERT INTO "journal_change" VALUES(5,'rejected','{"face_id":1,"person_id":1}','{"face_id":1,"person_id":1}',NULL);
INSERT INTO "journal_change" VALUES(5,'said','{"face_id":1}',NULL,'{"face_id":1,"person_id":1,"kind":"confirmed"}');
INSERT INTO "journal_change" VALUES(6,'person','{"id":1}','{"name":"Anna","name_key":"anna","hidden":0,"cover_face":null,"stranger":0,"born":null}','{"name":"Anna","name_key":"anna","hidden":0,"cover_face":2,"stranger":0,"born":null}');
INSERT INTO "journal_change" VALUES(7,'person','{"id":2}','{"name":null,"name_key":null,"hidden":0,"cover_face":null,"stranger":0,"born":null}','{"name":null,"name_key":null,"hidden":1,"cover_face":null,"stranger":0,"born":null}');
INSERT INTO "journal_change" VALUES(7,'said','{"face_id":5}',NULL,'{"face_id":5,"person_id":2,"kind":"named"}');
INSERT INTO "journal_change" VALUES(7,'said','{"face_id":6}',NULL,'{"face_id":6,"person_id":2,"kind":"named"}');
INSERT INTO "journal_change" VALUES(8,'person','{"id":2}','{"name":null,"name_key":null,"hidden":1,"cover_face":null,"stranger":0,"born":null}','{"name":null,"name_key":null,"hidden":0,"cover_face":null,"stranger":0,"born":null}');
INSERT INTO "journal_change" VALUES(9,'person','{"id":2}','{"name":null,"name_key":null,"hidden":0,"cover_face":null,"stranger":0,"born":null}','{"name":null,"name_key":null,"hidden":0,"cover_face":null,"stranger":1,"born":null}');
INSERT INTO "journal_change" VALUES(10,'person','{"id":2}','{"name":null,"name_key":null,"hidden":0,"cover_face":null,"stranger":1,"born":null}','{"name":null,"name_key":null,"hidden":0,"cover_face":null,"stranger":0,"born":null}');
INSERT INTO "journal_change" VALUES(11,'person','{"id":1}','{"name":"Anna","name_key":"anna","hidden":0,"cover_face":2,"stranger":0,"born":null}','{"name":"Anna","name_key":"anna","hidden":0,"cover_face":2,"stranger":0,"born":"1990-02-28"}');
INSERT INTO "journal_change" VALUES(12,'apart','{"person_id":1,"other_id":2}',NULL,'{"person_id":1,"other_id":2}');
INSERT INTO "journal_change" VALUES(13,'apart','{"person_id":1,"other_id":4}',NULL,'{"person_id":1,"other_id":4}');
INSERT INTO "journal_change" VALUES(13,'rejected','{"face_id":3,"person_id":1}',NULL,'{"face_id":3,"person_id":1}');
INSERT INTO "journal_change" VALUES(13,'said','{"face_id":3}','{"face_id":3,"person_id":1,"kind":"named"}','{"face_id":3,"person_id":4,"kind":"named"}');
INSERT INTO "journal_change" VALUES(14,'apart','{"person_id":1,"other_id":4}','{"person_id":1,"other_id":4}',NULL);
INSERT INTO "journal_change" VALUES(14,'rejected','{"face_id":3,"person_id":1}','{"face_id":3,"person_id":1}',NULL);
INSERT INTO "journal_change" VALUES(14,'said','{"face_id":3}','{"face_id":3,"person_id":4,"kind":"named"}','{"face_id":3,"person_id":1,"kind":"named"}');
INSERT INTO "journal_change" VALUES(15,'drawn','{"face_id":101}',NULL,'{"face_id":101}');
INSERT INTO "journal_change" VALUES(15,'said','{"face_id":101}',NULL,'{"face_id":101,"person_id":3,"kind":"confirmed"}');
INSERT INTO "journal_change" VALUES(15,'said','{"face_id":4}','{"face_id":4,"person_id":3,"kind":"confirmed"}','{"face_id":4,"person_id":null,"kind":"not_a_face"}');
INSERT INTO "journal_change" VALUES(16,'album','{"album_id":1}','{"name":null,"name_key":null,"cover_photo":null,"created":1795883343.95479}','{"name":"Summer","name_key":"summer","cover_photo":null,"created":1795883343.95479}');
INSERT INTO "journal_change" VALUES(16,'album_photo','{"album_id": 1, "part": 0}',NULL,'[1, 2, 3]');
INSERT INTO "journal_change" VALUES(17,'album_photo','{"album_id": 1, "part": 0}','[2]',NULL);
INSERT INTO "journal_change" VALUES(18,'album','{"album_id":1}','{"name":"Summer","name_key":"summer","cover_photo":null,"created":1795883343.95479}','{"name":"Summer","name_key":"summer","cover_photo":1,"created":1795883343.95479}');
INSERT INTO "journal_change" VALUES(19,'album','{"album_id":1}','{"name":"Summer","name_key":"summer","cover_photo":1,"created":1795883343.95479}','{"name":"Sommer","name_key":"sommer","cover_photo":1,"created":1795883343.95479}');
INSERT INTO "journal_change" VALUES(20,'album','{"album_id":2}','{"name":null,"name_key":null,"cover_photo":null,"created":1795883343.973}','{"name":"Garden","name_key":"garden","cover_photo":null,"created":1795883343.973}');
INSERT INTO "journal_change" VALUES(20,'album_photo','{"album_id": 2, "part": 0}',NULL,'[2]');
INSERT INTO "journal_change" VALUES(21,'album','{"album_id":2}','{"name":"Garden","name_key":"garden","cover_photo":null,"created":1795883343.973}','{"name":null,"name_key":null,"cover_photo":null,"created":1795883343.973}');
INSERT INTO "journal_change" VALUES(22,'said','{"face_id":5}','{"face_id":5,"person_id":2,"kind":"named"}','{"face_id":5,"person_id":2,"kind":"confirmed"}');
INSERT INTO "journal_change" VALUES(23,'said','{"face_id":6}','{"face_id":6,"person_id":2,"kind":"named"}','{"face_id":6,"person_id":null,"kind":"not_a_face"}');
CREATE TABLE last_id (  -- the largest id that was ever deleted
    of TEXT PRIMARY KEY,
    id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "last_id" VALUES('face',100);
CREATE TABLE mounted (  -- folders met on another device than the folder that they lie in
    path BLOB PRIMARY KEY,
    linked INTEGER NOT NULL  -- the path is a link, which goes only when the user deletes it
) STRICT, WITHOUT ROWID;
INSERT INTO "mounted" VALUES(X'2F70686F746F732F757362',0);
CREATE TABLE person (  -- without a name: a group of faces that look alike
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: the journal remembers ids
    name TEXT,
    name_key TEXT UNIQUE,  -- names.key(name): equal for names that differ only in case or Unicode form
    hidden INTEGER NOT NULL DEFAULT 0,
    cover_face INTEGER REFERENCES face ON DELETE SET NULL, stranger INTEGER NOT NULL DEFAULT 0, born TEXT,
    CHECK ((name IS NULL) = (name_key IS NULL))
) STRICT;
INSERT INTO "person" VALUES(1,'Anna','anna',0,2,0,'1990-02-28');
INSERT INTO "person" VALUES(2,NULL,NULL,0,NULL,0,NULL);
INSERT INTO "person" VALUES(3,'Zoë','zoë',0,NULL,0,NULL);
INSERT INTO "person" VALUES(4,NULL,NULL,0,NULL,0,NULL);
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
INSERT INTO "photo" VALUES(1,X'CEE09DDF8C23AA6874640FD7B5F571D3',4000,3000,NULL,'mtcnn',NULL,1,0.0);
INSERT INTO "photo" VALUES(2,X'B1C74263820B9F58DB2E0FE5A4A044F5',4000,3000,NULL,'mtcnn',NULL,1,0.0);
INSERT INTO "photo" VALUES(3,X'E2B92034C7F51B3A3ABDFC643C845A78',4000,3000,NULL,'mtcnn',NULL,1,0.0);
INSERT INTO "photo" VALUES(4,X'32CD7E8EFF80677DC8CA5C732A4290B5',4000,3000,NULL,'mtcnn',NULL,1,0.0);
INSERT INTO "photo" VALUES(5,X'1796F0E6198820A1A8D053DC5406B5E6',4000,3000,NULL,'mtcnn',NULL,1,0.0);
INSERT INTO "photo" VALUES(6,X'6820AAB9CF15C266EEBB3CB326DB132E',4000,3000,NULL,'mtcnn',NULL,1,0.0);
CREATE TABLE recording (entry_id INTEGER NOT NULL REFERENCES journal) STRICT;
CREATE TABLE rejected (  -- "this face is not this person"
    face_id INTEGER NOT NULL REFERENCES face,
    person_id INTEGER NOT NULL REFERENCES person,
    PRIMARY KEY (face_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE root (  -- a folder that the user asked to have scanned
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE
, watched INTEGER NOT NULL DEFAULT 1) STRICT;
INSERT INTO "root" VALUES(1,X'2F70686F746F73',1);
CREATE TABLE said (
    face_id INTEGER PRIMARY KEY REFERENCES face,
    person_id INTEGER REFERENCES person,
    kind TEXT NOT NULL CHECK (kind IN ('named', 'confirmed', 'not_a_face')),
    CHECK ((person_id IS NULL) = (kind = 'not_a_face'))
) STRICT;
INSERT INTO "said" VALUES(1,1,'confirmed');
INSERT INTO "said" VALUES(2,1,'named');
INSERT INTO "said" VALUES(3,1,'named');
INSERT INTO "said" VALUES(4,NULL,'not_a_face');
INSERT INTO "said" VALUES(5,2,'confirmed');
INSERT INTO "said" VALUES(6,NULL,'not_a_face');
INSERT INTO "said" VALUES(101,3,'confirmed');
CREATE TABLE scene (
    id INTEGER PRIMARY KEY,  -- the vectors are too long for an index's pages, so the table has row ids
    photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
    model TEXT NOT NULL,
    vector BLOB NOT NULL,  -- float16, little-endian, of length 1
    UNIQUE (photo_id, model)
) STRICT;
INSERT INTO "scene" VALUES(1,1,'efficientnet-lite0',X'0034003400340034003400340034003400340034003400340034003400340034');
CREATE TABLE successor (
    photo_id INTEGER PRIMARY KEY REFERENCES photo ON DELETE CASCADE,
    successor_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE
) STRICT;
INSERT INTO "successor" VALUES(4,5);
CREATE TABLE unfinished (  -- folders whose scan was begun, and neither finished nor stopped by the user
    path BLOB PRIMARY KEY,
    paused INTEGER NOT NULL DEFAULT 0  -- by the user: it goes on when they say so
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_by_moment ON photo (moment DESC, id DESC) WHERE shown = 1;
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
CREATE INDEX face_of_photo ON face (photo_id, not_a_face);
CREATE INDEX face_of_person ON face (person_id, quality DESC, photo_id) WHERE person_id IS NOT NULL;
CREATE INDEX said_of_person ON said (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX rejected_of_person ON rejected (person_id);
CREATE INDEX guess_of_person ON guess (person_id);
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
CREATE TRIGGER file_went_or_came AFTER UPDATE OF missing ON file WHEN OLD.missing <> NEW.missing BEGIN
    UPDATE file SET missing_since = CASE WHEN NEW.missing THEN (julianday('now') - 2440587.5) * 86400.0 END WHERE id = NEW.id;
END;
CREATE INDEX apart_of_other ON apart (other_id);
CREATE INDEX journal_undone ON journal (id) WHERE undone = 1;
CREATE TRIGGER journal_person_updated AFTER UPDATE ON person WHEN EXISTS (SELECT 1 FROM recording) BEGIN
    INSERT INTO journal_change
    SELECT entry_id, 'person', json_object('id', OLD.id),
           json_object('name', OLD.name, 'name_key', OLD.name_key, 'hidden', OLD.hidden,
                       'cover_face', OLD.cover_face, 'stranger', OLD.stranger, 'born', OLD.born),
           json_object('name', NEW.name, 'name_key', NEW.name_key, 'hidden', NEW.hidden,
                       'cover_face', NEW.cover_face, 'stranger', NEW.stranger, 'born', NEW.born)
    FROM recording WHERE true
    ON CONFLICT DO UPDATE SET after = excluded.after;
END;
CREATE TRIGGER journal_apart_inserted AFTER INSERT ON apart WHEN EXISTS (SELECT 1 FROM recording) BEGIN
    INSERT INTO journal_change
    SELECT entry_id, 'apart', json_object('person_id', NEW.person_id, 'other_id', NEW.other_id), NULL,
           json_object('person_id', NEW.person_id, 'other_id', NEW.other_id)
    FROM recording WHERE true
    ON CONFLICT DO UPDATE SET after = excluded.after;
END;
CREATE TRIGGER journal_apart_deleted AFTER DELETE ON apart WHEN EXISTS (SELECT 1 FROM recording) BEGIN
    INSERT INTO journal_change
    SELECT entry_id, 'apart', json_object('person_id', OLD.person_id, 'other_id', OLD.other_id),
           json_object('person_id', OLD.person_id, 'other_id', OLD.other_id), NULL
    FROM recording WHERE true
    ON CONFLICT DO UPDATE SET after = excluded.after;
END;
CREATE TRIGGER said_inserted AFTER INSERT ON said BEGIN
    UPDATE face SET person_id = NEW.person_id, not_a_face = (NEW.kind = 'not_a_face')
    WHERE id = NEW.face_id AND (person_id IS NOT NEW.person_id OR not_a_face <> (NEW.kind = 'not_a_face'));
END;
CREATE TRIGGER said_updated AFTER UPDATE ON said BEGIN
    UPDATE face SET person_id = NEW.person_id, not_a_face = (NEW.kind = 'not_a_face')
    WHERE id = NEW.face_id AND (person_id IS NOT NEW.person_id OR not_a_face <> (NEW.kind = 'not_a_face'));
END;
CREATE TRIGGER said_deleted AFTER DELETE ON said BEGIN
    UPDATE face SET person_id = belief.person_id, not_a_face = belief.not_a_face
    FROM belief WHERE face.id = OLD.face_id AND belief.face_id = OLD.face_id
      AND (face.person_id IS NOT belief.person_id OR face.not_a_face <> belief.not_a_face);
END;
CREATE TRIGGER fingerprint_after_insert AFTER INSERT ON file BEGIN
    DELETE FROM fingerprint WHERE folder_id = NEW.folder_id;
END;
CREATE TRIGGER fingerprint_after_update AFTER UPDATE OF folder_id, name, size, mtime_ns, problem, skipped, missing ON file BEGIN
    DELETE FROM fingerprint WHERE folder_id IN (OLD.folder_id, NEW.folder_id);
END;
CREATE TRIGGER fingerprint_after_delete AFTER DELETE ON file BEGIN
    DELETE FROM fingerprint WHERE folder_id = OLD.folder_id;
END;
CREATE TRIGGER photo_deleted AFTER DELETE ON photo BEGIN
    INSERT INTO last_id (of, id) VALUES ('photo', OLD.id) ON CONFLICT DO UPDATE SET id = max(id, excluded.id);
END;
CREATE TRIGGER face_deleted AFTER DELETE ON face BEGIN
    INSERT INTO last_id (of, id) VALUES ('face', OLD.id) ON CONFLICT DO UPDATE SET id = max(id, excluded.id);
END;
CREATE VIEW next_id AS  -- for a new photo, and for a new face
SELECT 1 + max(coalesce((SELECT max(id) FROM photo), 0), coalesce((SELECT id FROM last_id WHERE of = 'photo'), 0)) AS photo,
       1 + max(coalesce((SELECT max(id) FROM face), 0), coalesce((SELECT id FROM last_id WHERE of = 'face'), 0)) AS face;
CREATE INDEX face_by_hand ON face (id) WHERE by_hand = 1;
CREATE VIEW belief AS  -- what `face.person_id` and `face.not_a_face` should be
SELECT face.id AS face_id,
       CASE WHEN face.by_hand = 1 AND drawn.face_id IS NULL THEN NULL
            WHEN said.face_id IS NOT NULL THEN said.person_id
            WHEN rejected.face_id IS NULL THEN guess.person_id END AS person_id,
       said.kind IS 'not_a_face' OR (face.by_hand = 1 AND drawn.face_id IS NULL) AS not_a_face
FROM face
LEFT JOIN drawn ON drawn.face_id = face.id
LEFT JOIN said ON said.face_id = face.id
LEFT JOIN guess ON guess.face_id = face.id
LEFT JOIN rejected ON rejected.face_id = face.id AND rejected.person_id = guess.person_id;
CREATE TRIGGER drawn_inserted AFTER INSERT ON drawn BEGIN
    UPDATE face SET (person_id, not_a_face) =
        (SELECT person_id, not_a_face FROM belief WHERE face_id = NEW.face_id) WHERE id = NEW.face_id;
END;
CREATE TRIGGER drawn_deleted AFTER DELETE ON drawn BEGIN
    UPDATE face SET (person_id, not_a_face) =
        (SELECT person_id, not_a_face FROM belief WHERE face_id = OLD.face_id) WHERE id = OLD.face_id;
END;
CREATE TRIGGER journal_drawn_inserted AFTER INSERT ON drawn WHEN EXISTS (SELECT 1 FROM recording) BEGIN
    INSERT INTO journal_change
    SELECT entry_id, 'drawn', json_object('face_id', NEW.face_id), NULL, json_object('face_id', NEW.face_id)
    FROM recording WHERE true
    ON CONFLICT DO UPDATE SET after = excluded.after;
END;
CREATE TRIGGER journal_drawn_deleted AFTER DELETE ON drawn WHEN EXISTS (SELECT 1 FROM recording) BEGIN
    INSERT INTO journal_change
    SELECT entry_id, 'drawn', json_object('face_id', OLD.face_id), json_object('face_id', OLD.face_id), NULL
    FROM recording WHERE true
    ON CONFLICT DO UPDATE SET after = excluded.after;
END;
CREATE INDEX album_of_photo ON album_photo (photo_id);
CREATE INDEX successor_of ON successor (successor_id);
CREATE INDEX photo_not_shown ON photo (id) WHERE shown = 0;
CREATE VIEW album_member AS  -- the photos that stand for those which were put into an album
SELECT album_id, photo_id AS put_id, photo_id FROM album_photo
UNION ALL
SELECT album_id, successor.photo_id, successor_id
FROM successor
CROSS JOIN album_photo ON album_photo.photo_id = successor.photo_id
CROSS JOIN photo ON photo.id = successor.photo_id
WHERE photo.shown = 0;
CREATE TRIGGER journal_album_updated AFTER UPDATE ON album WHEN EXISTS (SELECT 1 FROM recording) BEGIN
    INSERT INTO journal_change
    SELECT entry_id, 'album', json_object('album_id', OLD.id),
           json_object('name', OLD.name, 'name_key', OLD.name_key, 'cover_photo', OLD.cover_photo, 'created', OLD.created),
           json_object('name', NEW.name, 'name_key', NEW.name_key, 'cover_photo', NEW.cover_photo, 'created', NEW.created)
    FROM recording WHERE true
    ON CONFLICT DO UPDATE SET after = excluded.after;
END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('person',4);
INSERT INTO "sqlite_sequence" VALUES('journal',23);
INSERT INTO "sqlite_sequence" VALUES('album',2);
COMMIT;
