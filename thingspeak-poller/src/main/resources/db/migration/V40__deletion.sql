-- Of a node that is deleted nothing is kept: its channel's cursor and account go with it.

alter table polling.rejection_count drop constraint rejection_count_channel_number_fkey,
    add constraint rejection_count_channel_number_fkey
        foreign key (channel_number) references polling.channel (number) on delete cascade;
alter table polling.rejection_sample drop constraint rejection_sample_channel_number_fkey,
    add constraint rejection_sample_channel_number_fkey
        foreign key (channel_number) references polling.channel (number) on delete cascade;

grant delete on polling.channel to "${runtimeRole}";
