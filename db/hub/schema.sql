-- The hub's tables, the same for SQLCipher and PostgreSQL; {bytes} is their word for bytes.
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL);

-- One row: numbers are taken by updating it in the transaction that uses them.
CREATE TABLE counter (id INTEGER PRIMARY KEY, number BIGINT NOT NULL);
INSERT INTO counter (id, number) VALUES (1, 0);

CREATE TABLE desk (
  id TEXT PRIMARY KEY,
  "key" TEXT NOT NULL,
  officer TEXT NOT NULL,
  name TEXT NOT NULL,
  team TEXT NOT NULL,
  roles TEXT NOT NULL,
  machine TEXT NOT NULL,
  head_counter BIGINT NOT NULL,
  head_hash TEXT NOT NULL,
  request BIGINT NOT NULL,
  enrolled_at TEXT NOT NULL,
  seen_at TEXT,
  leased_at TEXT,
  revoked_at TEXT,
  wiped_at TEXT,
  follows TEXT,
  followed_by TEXT
);

CREATE TABLE invite (
  code_hash TEXT PRIMARY KEY,
  officer TEXT,
  name TEXT NOT NULL,
  team TEXT NOT NULL,
  roles TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_by TEXT
);

-- Every change of every desk; number where it was accepted, why where it was not.
CREATE TABLE change (
  desk TEXT NOT NULL,
  counter BIGINT NOT NULL,
  number BIGINT UNIQUE,
  outcome TEXT NOT NULL,
  late INTEGER NOT NULL,
  case_id TEXT,
  content_hash TEXT NOT NULL,
  before TEXT NOT NULL,
  salt TEXT,
  body TEXT,
  why TEXT,
  PRIMARY KEY (desk, counter)
);
CREATE INDEX change_case ON change (case_id, number);
CREATE INDEX change_returned ON change (desk, counter) WHERE outcome = 'returned';

CREATE TABLE record (
  record_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  case_id TEXT NOT NULL,
  PRIMARY KEY (record_id, kind)
);

CREATE TABLE known_case (case_id TEXT PRIMARY KEY, team TEXT NOT NULL);
CREATE INDEX known_case_team ON known_case (team);

-- What a desk has (held), or had until the number.
CREATE TABLE granted (
  desk TEXT NOT NULL,
  case_id TEXT NOT NULL,
  number BIGINT NOT NULL,
  held INTEGER NOT NULL,
  silent INTEGER NOT NULL,
  PRIMARY KEY (desk, case_id)
);
CREATE INDEX granted_number ON granted (desk, number);

-- Grants, withdrawals, officers' names and blobs, as they were numbered.
CREATE TABLE event (
  number BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  case_id TEXT,
  desk TEXT,
  content TEXT NOT NULL
);
CREATE INDEX event_kind ON event (kind, number);
CREATE INDEX event_case ON event (case_id, number);

CREATE TABLE blob (
  hash TEXT PRIMARY KEY,
  size BIGINT NOT NULL,
  media_type TEXT NOT NULL,
  complete INTEGER NOT NULL
);
CREATE TABLE chunk (
  hash TEXT NOT NULL,
  n INTEGER NOT NULL,
  data {bytes} NOT NULL,
  PRIMARY KEY (hash, n)
);
CREATE TABLE blob_use (
  hash TEXT NOT NULL,
  case_id TEXT NOT NULL,
  PRIMARY KEY (hash, case_id)
);

CREATE TABLE access (
  desk TEXT NOT NULL,
  seq BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (desk, seq)
);
