-- Canned answers that are kept over HTTP, beside those of the configuration. `body`: JSON of what people read.
create table canned (
    canned text not null primary key,
    body   blob not null,
    at_ms  integer not null
) strict, without rowid;
