-- The address book gets numbers (search needs them), consents, and pointers from who was merged away to who is left.
create table contact_numbered (
    number   integer primary key,
    id       text not null unique,
    name     text not null,
    phones   text not null,             -- JSON array, as written
    emails   text not null,             -- JSON array, as written
    fields   text not null,             -- JSON object
    consents text not null,             -- JSON object
    rev      integer not null,
    survivor text,                      -- merged away: into whom; then it has no address and no search entry
    indexed  integer not null           -- INDEX_FORMAT of its search entry (sqlite_contact_index.py); 0: has none
) strict;
insert into contact_numbered (id, name, phones, emails, fields, consents, rev, indexed)
    select id, name, phones, emails, fields, '{}', rev, 0 from contact order by id;

create table contact_address_copied (   -- normalised: tel:+34600000000, mailto:ana@example.org
    address text not null,
    contact text not null references contact_numbered (id) on delete cascade,
    primary key (address, contact)
) strict, without rowid;
insert into contact_address_copied select address, contact from contact_address;

drop table contact_address;
drop table contact;
alter table contact_numbered rename to contact;
alter table contact_address_copied rename to contact_address;
create index contact_address_by_contact on contact_address (contact);
create index contact_by_survivor on contact (survivor) where survivor is not null;
create index contact_unindexed on contact (number) where survivor is null and indexed = 0;

-- name and rest: folding.py. rest: addresses, fields, national numbers.
create virtual table contact_fts using fts5 (
    name, rest, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3'
);
-- All digits of a number: any three in a row are found.
create virtual table contact_digits using fts5 (digits, content = '', contentless_delete = 1, tokenize = 'trigram');
-- Words of names, and each of them with one letter taken out: how a word with one letter wrong is found.
create table contact_word (
    word text not null primary key,
    uses integer not null
) strict, without rowid;
create table contact_form (
    form text not null,
    word text not null references contact_word (word) on delete cascade,
    primary key (form, word)
) strict, without rowid;
create index contact_form_by_word on contact_form (word);

-- What the configuration said of a contact when it was last taken over: what people change here stays.
create table contact_seed (
    contact text not null primary key,
    said    blob not null
) strict, without rowid;
