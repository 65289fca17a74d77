-- Schema 3. Strangers, birth dates, and people who are known to be different.

ALTER TABLE person ADD COLUMN stranger INTEGER NOT NULL DEFAULT 0;  -- nobody whom the user wants to name
ALTER TABLE person ADD COLUMN born TEXT;  -- a year or an ISO date

CREATE TABLE apart (  -- "these two are different people"; written by commands and the journal alone
    person_id INTEGER NOT NULL REFERENCES person,
    other_id INTEGER NOT NULL REFERENCES person,
    PRIMARY KEY (person_id, other_id),
    CHECK (person_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX apart_of_other ON apart (other_id);

CREATE INDEX journal_undone ON journal (id) WHERE undone = 1;

DROP TRIGGER journal_person_updated;
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

-- A face that stays whose it is is left alone: naming a large group takes a third of the time.
DROP TRIGGER said_inserted;
CREATE TRIGGER said_inserted AFTER INSERT ON said BEGIN
    UPDATE face SET person_id = NEW.person_id, not_a_face = (NEW.kind = 'not_a_face')
    WHERE id = NEW.face_id AND (person_id IS NOT NEW.person_id OR not_a_face <> (NEW.kind = 'not_a_face'));
END;
DROP TRIGGER said_updated;
CREATE TRIGGER said_updated AFTER UPDATE ON said BEGIN
    UPDATE face SET person_id = NEW.person_id, not_a_face = (NEW.kind = 'not_a_face')
    WHERE id = NEW.face_id AND (person_id IS NOT NEW.person_id OR not_a_face <> (NEW.kind = 'not_a_face'));
END;
DROP TRIGGER said_deleted;
CREATE TRIGGER said_deleted AFTER DELETE ON said BEGIN
    UPDATE face SET person_id = belief.person_id, not_a_face = belief.not_a_face
    FROM belief WHERE face.id = OLD.face_id AND belief.face_id = OLD.face_id
      AND (face.person_id IS NOT belief.person_id OR face.not_a_face <> belief.not_a_face);
END;
