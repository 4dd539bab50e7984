-- Instruments that the force signed; `iomdesk check` proves each again.

CREATE TABLE pack (
  code TEXT NOT NULL,
  version TEXT NOT NULL,
  text TEXT NOT NULL,
  signature TEXT NOT NULL,
  public_key TEXT NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL,
  PRIMARY KEY (code, version)
) WITHOUT ROWID;

CREATE TRIGGER pack_never_changes BEFORE UPDATE ON pack
BEGIN SELECT RAISE(ABORT, 'a pack never changes'); END;

CREATE TRIGGER pack_stays BEFORE DELETE ON pack
BEGIN SELECT RAISE(ABORT, 'a pack stays for what was made with it'); END;
