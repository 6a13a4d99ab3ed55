package com.evaratech.local.thingspeak.channels;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** All channels of the stand-in. Thread-safe. */
public final class ChannelStore {
    private final int rowsPerChannel;
    private final Map<Long, Channel> byId = new ConcurrentSkipListMap<>();
    private final Map<String, Channel> byWriteKey = new ConcurrentHashMap<>();

    /**
     * @param rowsPerChannel how many rows a channel keeps, at least 1; about 100 bytes each with
     *     four short values
     */
    public ChannelStore(int rowsPerChannel) {
        if (rowsPerChannel < 1) {
            throw new IllegalArgumentException(
                    "rowsPerChannel " + rowsPerChannel + " is less than 1");
        }
        this.rowsPerChannel = rowsPerChannel;
    }

    /**
     * Creates a channel without rows.
     *
     * @throws IllegalArgumentException when its number is taken
     */
    public Channel create(ChannelInfo info) {
        Channel channel = new Channel(info, rowsPerChannel);
        if (byId.putIfAbsent(info.id(), channel) != null) {
            throw new IllegalArgumentException("channel " + info.id() + " exists already");
        }
        byWriteKey.put(info.access().writeKey(), channel);
        return channel;
    }

    public Optional<Channel> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Optional<Channel> byWriteKey(String key) {
        return Optional.ofNullable(byWriteKey.get(key));
    }

    /** All channels, ascending by number. */
    public List<Channel> all() {
        return List.copyOf(byId.values());
    }

    public int size() {
        return byId.size();
    }
}
