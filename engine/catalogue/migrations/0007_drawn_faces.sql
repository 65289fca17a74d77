-- Schema 7. Faces that the user finds: a box drawn by hand is a word of the user's, and can be taken back like one.

-- A face whose box the user drew is one while `drawn` says so; the row stays when that is undone, so that it can be redone.
ALTER TABLE face ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0;
CREATE INDEX face_by_hand ON face (id) WHERE by_hand = 1;

CREATE TABLE drawn (  -- written by commands and the journal alone
    face_id INTEGER PRIMARY KEY REFERENCES face
) STRICT;

DROP VIEW belief;
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
