-- The journal is the truth. Every other table is written in the same transaction and could be projected from it again.

create table meta (                    -- instance, incarnation, epoch, place: identity.py
    key   text not null primary key,
    value any not null
) strict, without rowid;

create table record (
    stream text not null,
    seq    integer not null,
    at_ms  integer not null,
    kind   text not null,
    body   blob not null,
    primary key (stream, seq)          -- clustered: a stream is read in one run
) strict, without rowid;

create table snapshot (                -- a cache: emptying it changes nothing but the time of a restart
    stream text not null primary key,
    seq    integer not null,
    body   blob not null
) strict, without rowid;

create table interaction (
    id                text not null primary key,
    channel           text not null,
    phase             text not null,
    queue             text,
    agents            text not null,   -- JSON array: who holds a leg now
    consumer          text,
    consumer_name     text not null,
    subject           text not null,
    created_at_ms     integer not null,
    updated_at_ms     integer not null,
    closed_at_ms      integer,         -- null: open
    closed_reason     text,
    needs_disposition integer not null,
    waiting_since_ms  integer,
    preview           text not null
) strict;

create index interaction_by_change   on interaction (updated_at_ms, id);
create index interaction_by_creation on interaction (created_at_ms, id);
create index interaction_by_queue    on interaction (queue, updated_at_ms, id);
create index interaction_by_consumer on interaction (consumer, created_at_ms, id);
create index interaction_open        on interaction (created_at_ms, id) where closed_at_ms is null;

create table holder (                  -- interaction.agents, turned round; kept by the triggers below
    agent       text not null,
    interaction text not null references interaction (id) on delete cascade,
    primary key (agent, interaction)
) strict, without rowid;

create table participant (             -- who may see it: every holder, for good, and whoever was told
    agent       text not null,
    interaction text not null,
    primary key (agent, interaction)
) strict, without rowid;

-- No "or ignore" in a trigger: the statement that fires it would overrule that.
create trigger interaction_inserted after insert on interaction when new.agents <> '[]' begin
    insert into holder (agent, interaction) select distinct value, new.id from json_each(new.agents);
    insert into participant (agent, interaction) select distinct value, new.id from json_each(new.agents)
        where not exists (select 1 from participant where agent = value and interaction = new.id);
end;

create trigger interaction_agents_changed after update of agents on interaction when old.agents <> new.agents begin
    delete from holder where interaction = new.id and agent in (select value from json_each(old.agents));
    insert into holder (agent, interaction) select distinct value, new.id from json_each(new.agents);
    insert into participant (agent, interaction) select distinct value, new.id from json_each(new.agents)
        where not exists (select 1 from participant where agent = value and interaction = new.id);
end;

create table segment (
    id          integer primary key,   -- grows with time: search goes from the newest to the oldest
    interaction text not null,
    seq         integer not null,
    segment     text not null,
    role        text not null,
    at_ms       integer not null,
    text        text not null,
    hidden      integer not null,
    unique (interaction, seq)
) strict;

-- folded: folding.py. place: the interaction as one token, so that a search in one interaction reads only its own.
create virtual table segment_fts using fts5 (
    folded, place,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3'
);

create table answered (
    principal   text not null,
    key         text not null,
    params_hash blob not null,
    reply       blob not null,
    at_ms       integer not null,
    primary key (principal, key)
) strict, without rowid;

create index answered_by_time on answered (at_ms);
create index answered_by_principal on answered (principal, at_ms);

create table figure (
    queue     text not null,
    bucket_ms integer not null,
    counter   text not null,
    value     integer not null,
    primary key (queue, bucket_ms, counter)
) strict, without rowid;

create table audit (
    id        integer primary key,
    at_ms     integer not null,
    principal text not null,
    act       text not null,
    object    text not null,
    detail    text not null
) strict;

create index audit_by_time on audit (at_ms);

create table contact (
    id     text not null primary key,
    name   text not null,
    phones text not null,              -- JSON array, as written
    emails text not null,              -- JSON array, as written
    fields text not null,              -- JSON object
    rev    integer not null
) strict, without rowid;

create table contact_address (         -- normalised: tel:+34600000000, mailto:ana@example.org
    address text not null,
    contact text not null references contact (id) on delete cascade,
    primary key (address, contact)
) strict, without rowid;

create index contact_address_by_contact on contact_address (contact);
