-- Schema 4. Drives that are mounted below a folder, or that a link in it leads to: gone is not deleted there.

CREATE TABLE mounted (  -- folders met on another device than the folder that they lie in
    path BLOB PRIMARY KEY,
    linked INTEGER NOT NULL  -- the path is a link, which goes only when the user deletes it
) STRICT, WITHOUT ROWID;
