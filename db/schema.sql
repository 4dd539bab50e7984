-- What db/migrations/ add up to; a test compares the two.

CREATE TABLE access (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  officer TEXT NOT NULL,
  operation TEXT NOT NULL,
  case_id TEXT,
  detail TEXT NOT NULL,
  chain TEXT NOT NULL
);

CREATE TABLE blob (
  hash TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  complete INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

CREATE TABLE blob_use (
  hash TEXT NOT NULL,
  case_id TEXT NOT NULL,
  PRIMARY KEY (hash, case_id)
) WITHOUT ROWID;

CREATE TABLE case_reference (
  value TEXT NOT NULL,
  case_id TEXT NOT NULL,
  type TEXT NOT NULL,
  PRIMARY KEY (value, type, case_id)
) WITHOUT ROWID;

CREATE TABLE caseload (
  id INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL UNIQUE,
  sort_key TEXT NOT NULL,
  row TEXT NOT NULL,
  officer TEXT,
  team TEXT,
  cohorts TEXT,
  pillar TEXT,
  rag TEXT,
  risk TEXT,
  mappa TEXT,
  in_custody INTEGER NOT NULL
);

CREATE TABLE chunk (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL REFERENCES blob (hash),
  n INTEGER NOT NULL,
  data BLOB NOT NULL,
  UNIQUE (hash, n)
);

CREATE TABLE content (
  seq INTEGER PRIMARY KEY REFERENCES link (seq),
  kind TEXT NOT NULL,
  record_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  body TEXT NOT NULL,
  salt TEXT NOT NULL
);

CREATE TABLE draft (
  id TEXT PRIMARY KEY,
  form TEXT NOT NULL,
  case_id TEXT,
  body TEXT NOT NULL,
  opened TEXT,
  started_at TEXT NOT NULL,
  saved_at TEXT NOT NULL
);

CREATE TABLE due (
  case_id TEXT NOT NULL,
  due_on TEXT NOT NULL,
  kind TEXT NOT NULL,
  what TEXT NOT NULL,
  why TEXT NOT NULL,
  record_id TEXT NOT NULL,
  rules TEXT NOT NULL
);

CREATE TABLE due_stale (case_id TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE link (
  seq INTEGER PRIMARY KEY,
  desk TEXT NOT NULL,
  counter INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  before TEXT NOT NULL,
  hash TEXT NOT NULL,
  number INTEGER,
  chain TEXT NOT NULL,
  fork INTEGER NOT NULL DEFAULT 0,
  apart TEXT,
  UNIQUE (desk, counter, fork)
);

CREATE TABLE listed (
  list TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (list, key)
) WITHOUT ROWID;

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE VIRTUAL TABLE narrative_text USING fts5 (
  words, content='', contentless_delete=1,
  tokenize='unicode61 remove_diacritics 2'
);

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

CREATE VIRTUAL TABLE person_text USING fts5 (
  names, sounds, "references", addresses, markers,
  content='', contentless_delete=1, prefix='1 2 3',
  tokenize='unicode61 remove_diacritics 2'
);

CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  record_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  document TEXT NOT NULL,
  foreign_number INTEGER NOT NULL DEFAULT 0,
  sealed_by TEXT,
  conflicts TEXT,
  UNIQUE (record_id, kind)
);

CREATE TABLE removal (
  id INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL,
  why TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  up_to INTEGER NOT NULL,
  chain TEXT NOT NULL,
  open INTEGER NOT NULL DEFAULT 1
);

CREATE INDEX access_case ON access (case_id, seq);

CREATE INDEX case_reference_case ON case_reference (case_id);

CREATE INDEX caseload_sort ON caseload (sort_key, id);

CREATE INDEX content_case ON content (case_id, seq);

CREATE INDEX content_record ON content (record_id, kind);

CREATE INDEX due_case ON due (case_id);

CREATE INDEX due_on ON due (due_on);

CREATE INDEX link_number ON link (number);

CREATE INDEX record_case ON record (case_id, kind);

CREATE INDEX record_disputed ON record (kind) WHERE conflicts IS NOT NULL;

CREATE INDEX removal_case ON removal (case_id);

CREATE TRIGGER access_never_changes BEFORE UPDATE ON access
BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;

CREATE TRIGGER access_stays BEFORE DELETE ON access
BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;

CREATE TRIGGER content_goes_only_with_a_removal BEFORE DELETE ON content
WHEN NOT EXISTS (
  SELECT 1 FROM removal WHERE removal.case_id = OLD.case_id AND removal.open
)
BEGIN SELECT RAISE(ABORT, 'content goes only with a removal'); END;

CREATE TRIGGER content_never_changes BEFORE UPDATE ON content
BEGIN SELECT RAISE(ABORT, 'content never changes'); END;

CREATE TRIGGER link_never_changes
BEFORE UPDATE OF seq, desk, counter, content_hash, before, hash, chain ON link
BEGIN SELECT RAISE(ABORT, 'a link never changes'); END;

CREATE TRIGGER link_stays BEFORE DELETE ON link
BEGIN SELECT RAISE(ABORT, 'a link stays for ever'); END;

CREATE TRIGGER listed_altered AFTER UPDATE ON listed
BEGIN
  INSERT INTO meta (key, value) VALUES ('listed_altered', '1')
  ON CONFLICT (key) DO UPDATE SET value = value + 1;
END;

CREATE TRIGGER listed_gained AFTER INSERT ON listed
BEGIN
  INSERT INTO meta (key, value) VALUES ('listed_altered', '1')
  ON CONFLICT (key) DO UPDATE SET value = value + 1;
END;

CREATE TRIGGER listed_lost AFTER DELETE ON listed
BEGIN
  INSERT INTO meta (key, value) VALUES ('listed_altered', '1')
  ON CONFLICT (key) DO UPDATE SET value = value + 1;
END;

CREATE TRIGGER pack_never_changes BEFORE UPDATE ON pack
BEGIN SELECT RAISE(ABORT, 'a pack never changes'); END;

CREATE TRIGGER pack_stays BEFORE DELETE ON pack
BEGIN SELECT RAISE(ABORT, 'a pack stays for what was made with it'); END;
