-- Mails, in and out: what is known of each, and its raw bytes in pieces, so that no commit waits behind a large one.

create table mail (
    id          text not null primary key,
    interaction text not null,
    direction   text not null,         -- in, out
    mailbox     text not null,
    message_id  text not null,
    digest      blob not null,         -- of its content, without the traces of its way: the same mail sent twice is one
    bytes       integer not null,
    at_ms       integer not null
) strict, without rowid;

create index mail_by_message_id on mail (message_id, mailbox);
create index mail_by_interaction on mail (interaction);
create unique index mail_received on mail (mailbox, message_id, digest) where direction = 'in';

create table outgoing (                -- how sending a mail of ours stands
    mail       text not null primary key,
    state      text not null,
    attempts   integer not null,
    next_at_ms integer,
    reason     text not null
) strict, without rowid;

create index outgoing_unfinished on outgoing (mail) where state in ('queued', 'sending', 'deferred');

create table upload (                  -- an attachment that is not sent yet; its bytes are pieces too
    id          text not null primary key,
    interaction text not null,
    name        text not null,
    type        text not null,
    bytes       integer not null,
    at_ms       integer not null
) strict, without rowid;

create index upload_by_interaction on upload (interaction);

create table piece (                   -- of a mail or an upload, numbered from 0
    owner  text not null,
    number integer not null,
    body   blob not null,
    primary key (owner, number)
) strict;

create table loose (                   -- owners of pieces that no mail has yet: forgotten after a while
    owner text not null primary key,
    at_ms integer not null
) strict, without rowid;
