-- Merges of contacts that can still be undone: who was made of whom, each as it was then.
create table contact_merge (
    id       text not null primary key,
    survivor text not null,
    other    text not null,
    at_ms    integer not null,
    by       text not null,
    before   text not null,             -- JSON, the survivor
    absorbed text not null,             -- JSON, the other
    after    text not null              -- JSON, what was made of both
) strict, without rowid;
create index contact_merge_by_survivor on contact_merge (survivor, at_ms);
create index contact_merge_by_time on contact_merge (at_ms);
