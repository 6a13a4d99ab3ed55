-- A channel may feed several nodes: one public channel of two tenants, or one device that measures two tanks.
drop index registry.channel_id_taken;
