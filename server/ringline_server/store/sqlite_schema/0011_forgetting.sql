-- Persons who asked to be forgotten: what is still to be done, and what was done. No content, no address: ids only.
create table forgetting (
    id           text not null primary key,
    subject      text not null,        -- contact or interaction that was named
    by           text not null,
    at_ms        integer not null,
    interactions integer not null,     -- how many there were
    done_at_ms   integer,
    is_compact   integer not null      -- 1: the files were written anew, so that nothing is left between the rows
) strict, without rowid;

create table to_forget (
    interaction text not null primary key,
    forgetting  text not null references forgetting (id)
) strict, without rowid;

create table forgotten (               -- streams that are never cached again: a late snapshot would bring words back
    stream text not null primary key
) strict, without rowid;
