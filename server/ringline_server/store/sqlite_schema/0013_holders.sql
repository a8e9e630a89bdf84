-- The triggers that keep holder and participant, without `in (select …)` and `distinct`: each of those is a table of its
-- own that SQLite makes and throws away, half of what an append computed. What is there already is left alone instead:
-- a conflict clause of the statement inside holds, as those of the statements that fire the triggers have no `or`.
create index holder_by_interaction on holder (interaction);

drop trigger interaction_inserted;
create trigger interaction_inserted after insert on interaction when new.agents <> '[]' begin
    insert into holder (agent, interaction) select value, new.id from json_each(new.agents) where true
        on conflict do nothing;
    insert into participant (agent, interaction) select value, new.id from json_each(new.agents) where true
        on conflict do nothing;
end;

drop trigger interaction_agents_changed;
create trigger interaction_agents_changed after update of agents on interaction when old.agents <> new.agents begin
    delete from holder where interaction = new.id;
    insert into holder (agent, interaction) select value, new.id from json_each(new.agents) where true
        on conflict do nothing;
    insert into participant (agent, interaction) select value, new.id from json_each(new.agents) where true
        on conflict do nothing;
end;
