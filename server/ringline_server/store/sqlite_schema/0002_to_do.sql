-- What still owes an outcome, by change: few rows among many.
create index interaction_to_do on interaction (updated_at_ms, id) where needs_disposition = 1;
