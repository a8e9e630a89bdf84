-- Which closing an interaction was emptied for: one that was reopened and closed again is emptied again. Null: unknown.
alter table forgotten add column closed_at_ms integer;
create index interaction_closed on interaction (closed_at_ms, id) where closed_at_ms is not null;
