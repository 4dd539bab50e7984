-- Every change held, own or foreign, in the order it came here; chain runs over all.
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
CREATE INDEX link_number ON link (number);

CREATE TABLE content (
  seq INTEGER PRIMARY KEY REFERENCES link (seq),
  kind TEXT NOT NULL,
  record_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  body TEXT NOT NULL,
  salt TEXT NOT NULL
);
CREATE INDEX content_record ON content (record_id, kind);
CREATE INDEX content_case ON content (case_id, seq);

-- Why contents went; without a row here, in the same transaction, none can go.
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
CREATE INDEX removal_case ON removal (case_id);

CREATE TRIGGER content_goes_only_with_a_removal BEFORE DELETE ON content
WHEN NOT EXISTS (
  SELECT 1 FROM removal WHERE removal.case_id = OLD.case_id AND removal.open
)
BEGIN SELECT RAISE(ABORT, 'content goes only with a removal'); END;

CREATE TRIGGER content_never_changes BEFORE UPDATE ON content
BEGIN SELECT RAISE(ABORT, 'content never changes'); END;

CREATE TRIGGER link_stays BEFORE DELETE ON link
BEGIN SELECT RAISE(ABORT, 'a link stays for ever'); END;

CREATE TRIGGER link_never_changes
BEFORE UPDATE OF seq, desk, counter, content_hash, before, hash, chain ON link
BEGIN SELECT RAISE(ABORT, 'a link never changes'); END;

-- The fold of the journal.
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
CREATE INDEX record_case ON record (case_id, kind);
CREATE INDEX record_disputed ON record (kind) WHERE conflicts IS NOT NULL;

-- What lists show of a case; derived, and rebuilt by check.
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
CREATE INDEX caseload_sort ON caseload (sort_key, id);

CREATE TABLE case_reference (
  value TEXT NOT NULL,
  case_id TEXT NOT NULL,
  type TEXT NOT NULL,
  PRIMARY KEY (value, type, case_id)
) WITHOUT ROWID;
CREATE INDEX case_reference_case ON case_reference (case_id);

CREATE VIRTUAL TABLE person_text USING fts5 (
  names, sounds, "references", addresses, markers,
  content='', contentless_delete=1, prefix='1 2 3',
  tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE narrative_text USING fts5 (
  words, content='', contentless_delete=1,
  tokenize='unicode61 remove_diacritics 2'
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
CREATE INDEX due_on ON due (due_on);
CREATE INDEX due_case ON due (case_id);
CREATE TABLE due_stale (case_id TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE draft (
  id TEXT PRIMARY KEY,
  form TEXT NOT NULL,
  case_id TEXT,
  body TEXT NOT NULL,
  opened TEXT,
  started_at TEXT NOT NULL,
  saved_at TEXT NOT NULL
);

-- Photographs, signatures and documents, in chunks of 256 KiB, by their SHA-256.
CREATE TABLE blob (
  hash TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  complete INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;
CREATE TABLE chunk (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL REFERENCES blob (hash),
  n INTEGER NOT NULL,
  data BLOB NOT NULL,
  UNIQUE (hash, n)
);
CREATE TABLE blob_use (
  hash TEXT NOT NULL,
  case_id TEXT NOT NULL,
  PRIMARY KEY (hash, case_id)
) WITHOUT ROWID;

-- DPA 2018 s.62; this table is the same in every version.
CREATE TABLE access (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  officer TEXT NOT NULL,
  operation TEXT NOT NULL,
  case_id TEXT,
  detail TEXT NOT NULL,
  chain TEXT NOT NULL
);
CREATE INDEX access_case ON access (case_id, seq);
CREATE TRIGGER access_stays BEFORE DELETE ON access
BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
CREATE TRIGGER access_never_changes BEFORE UPDATE ON access
BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Lists of sync; small_tables proves by the count that no row is an older one.
CREATE TABLE listed (
  list TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (list, key)
) WITHOUT ROWID;
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
