-- What keeps a channel's missing rows or history from being read.

alter table polling.channel add column background_error text;

comment on column polling.channel.background_error is 'kind of what was wrong when it was last tried; null: nothing';
