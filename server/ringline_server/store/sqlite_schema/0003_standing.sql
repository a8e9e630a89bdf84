-- Who stands in line, so that a restart can bring the first one back first. Without a row it comes back before the others.
create table standing (
    interaction    text not null primary key,
    queue          text not null,
    top_priority   integer not null,
    at_front       integer not null,
    bonus          integer not null,
    enqueued_at_ms integer not null
) strict, without rowid;
