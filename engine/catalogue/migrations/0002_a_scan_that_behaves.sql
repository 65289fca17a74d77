-- Schema 2. Whether a folder is watched, scans that have not come to their end, and since when a file is missing.

ALTER TABLE root ADD COLUMN watched INTEGER NOT NULL DEFAULT 1;

CREATE TABLE unfinished (  -- folders whose scan was begun, and neither finished nor stopped by the user
    path BLOB PRIMARY KEY,
    paused INTEGER NOT NULL DEFAULT 0  -- by the user: it goes on when they say so
) STRICT, WITHOUT ROWID;

-- Seconds since 1970; a file on a drive that is away is not missing. What was said of its faces is kept at least
-- as long as upkeep.py says, and until the user asks for a tidy-up.
ALTER TABLE file ADD COLUMN missing_since REAL;
UPDATE file SET missing_since = (julianday('now') - 2440587.5) * 86400.0 WHERE missing = 1;
CREATE TRIGGER file_went_or_came AFTER UPDATE OF missing ON file WHEN OLD.missing <> NEW.missing BEGIN
    UPDATE file SET missing_since = CASE WHEN NEW.missing THEN (julianday('now') - 2440587.5) * 86400.0 END WHERE id = NEW.id;
END;
