-- The keys of a principal lie side by side in the table itself. Each commit of some commands wrote a page of this index
-- for every principal among them; it was read once for each, after a restart.
drop index answered_by_principal;
