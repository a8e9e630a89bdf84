-- Who was thrown out, and when: everything issued to them until then is refused. Forgotten when no such token can be alive.
create table revocation (
    principal text not null primary key,
    at_ms     integer not null
) strict, without rowid;
