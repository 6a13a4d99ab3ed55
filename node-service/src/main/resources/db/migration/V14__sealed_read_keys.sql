-- What opens a private channel is kept sealed: no longer at most 64 characters, but the form of a sealed text. What a
-- previous release kept open is sealed at the next start.
alter table registry.channel drop constraint channel_read_api_key_check;
alter table registry.channel add constraint channel_read_api_key_length
    check (char_length(read_api_key) between 1 and 1000);
