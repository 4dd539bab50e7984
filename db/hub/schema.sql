-- The hub's tables, the same for SQLCipher and PostgreSQL; {bytes} is their word for bytes.
CREATE TABLE iomdesk_hub (version INTEGER NOT NULL);
INSERT INTO iomdesk_hub (version) VALUES (1);

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL);

-- One row: numbers are taken by updating it in the transaction that uses them.
CREATE TABLE counter (id INTEGER PRIMARY KEY, number BIGINT NOT NULL);
INSERT INTO counter (id, number) VALUES (1, 0);

-- One row: how many codes were wrong since when.
CREATE TABLE wrong_code (id INTEGER PRIMARY KEY, count INTEGER NOT NULL, since TEXT NOT NULL);
INSERT INTO wrong_code (id, count, since) VALUES (1, 0, '');

CREATE TABLE desk (
  id TEXT PRIMARY KEY,
  "key" TEXT NOT NULL,
  officer TEXT NOT NULL,
  name TEXT NOT NULL,
  team TEXT,
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
  team TEXT,
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
  holding TEXT,
  apart TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  before TEXT NOT NULL,
  salt TEXT,
  body TEXT,
  why TEXT,
  PRIMARY KEY (desk, counter)
);
CREATE INDEX change_holding ON change (holding, number);
CREATE INDEX change_returned ON change (desk, counter) WHERE outcome = 'returned';

-- Of which case each holder's records are.
CREATE TABLE record (
  record_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  holder TEXT NOT NULL,
  case_id TEXT NOT NULL,
  PRIMARY KEY (record_id, kind, holder)
);

-- A case by each team, or lone laptop, that has it; one holding where it is one person.
CREATE TABLE holding (
  case_id TEXT NOT NULL,
  holder TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (case_id, holder)
);
CREATE INDEX holding_holder ON holding (holder);
CREATE INDEX holding_id ON holding (id);

-- Two holdings of one case that are two people, for good; the lesser id first.
CREATE TABLE two_people (
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  PRIMARY KEY (one, other)
);

-- What a desk has (held), or had until the number; of each case one holding.
CREATE TABLE granted (
  desk TEXT NOT NULL,
  case_id TEXT NOT NULL,
  holding TEXT NOT NULL,
  number BIGINT NOT NULL,
  held INTEGER NOT NULL,
  silent INTEGER NOT NULL,
  apart TEXT NOT NULL,
  PRIMARY KEY (desk, case_id)
);
CREATE INDEX granted_number ON granted (desk, number);
CREATE INDEX granted_holding ON granted (holding);

-- Grants, withdrawals, officers' names and blobs, as they were numbered.
CREATE TABLE event (
  number BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  holding TEXT,
  desk TEXT,
  content TEXT NOT NULL
);
CREATE INDEX event_kind ON event (kind, number);
CREATE INDEX event_holding ON event (holding, number);

-- What is on its way from a store, known by its key; nobody else reads it or adds to it.
CREATE TABLE upload (
  hash TEXT NOT NULL,
  "key" TEXT NOT NULL,
  size BIGINT NOT NULL,
  media_type TEXT NOT NULL,
  PRIMARY KEY (hash, "key")
);
CREATE TABLE upload_for (
  hash TEXT NOT NULL,
  "key" TEXT NOT NULL,
  holding TEXT NOT NULL,
  PRIMARY KEY (hash, "key", holding)
);
CREATE TABLE chunk (
  hash TEXT NOT NULL,
  "key" TEXT NOT NULL,
  n INTEGER NOT NULL,
  data {bytes} NOT NULL,
  PRIMARY KEY (hash, "key", n)
);

-- What is whole; its chunks are those of the store that sent it.
CREATE TABLE blob (
  hash TEXT PRIMARY KEY,
  size BIGINT NOT NULL,
  media_type TEXT NOT NULL,
  "key" TEXT NOT NULL
);
CREATE TABLE blob_use (
  hash TEXT NOT NULL,
  holding TEXT NOT NULL,
  PRIMARY KEY (hash, holding)
);
CREATE INDEX blob_use_holding ON blob_use (holding);

CREATE TABLE access (
  desk TEXT NOT NULL,
  seq BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (desk, seq)
);
