-- How far each mailbox that lives elsewhere has been read.

create table mail_place (
    mailbox  text not null primary key,
    source   text not null,            -- whose mailbox, on which server, which folder
    validity integer not null,         -- UIDVALIDITY: with another one the uids mean nothing
    uid      integer not null          -- all up to this one are here
) strict, without rowid;
