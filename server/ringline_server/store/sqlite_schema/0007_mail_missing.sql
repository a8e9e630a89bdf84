-- Who does not have a mail of ours yet, and why: JSON, a list of [address, reason, is_final].

alter table outgoing add column missing blob not null default x'5b5d';
