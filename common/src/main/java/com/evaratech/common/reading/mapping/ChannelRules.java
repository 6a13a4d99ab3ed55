package com.evaratech.common.reading.mapping;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.common.reading.normalise.FieldMapping;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the mapping of a channel must look like. */
public final class ChannelRules {
    private static final int LONGEST_INTERVAL = 86_400;
    private static final Pattern READ_API_KEY = Pattern.compile("[A-Za-z0-9]{0,64}");

    private ChannelRules() {}

    /**
     * Accepts a wish as a whole.
     *
     * @param kind of the node, decides which metrics its fields can mean
     * @param intervalSeconds taken when the wish names none
     * @throws InvalidRequest naming every part that does not fit
     */
    public static ChannelMapping accept(ChannelWish wish, Kind kind, int intervalSeconds) {
        var fields = new RequestFields();
        var mapping =
                new ChannelMapping(
                        channelId(wish.channelId(), fields),
                        readApiKey(wish.readApiKey(), fields),
                        wish.intervalSeconds() == null
                                ? intervalSeconds
                                : fields.integer(
                                        "interval_seconds",
                                        wish.intervalSeconds(),
                                        1,
                                        LONGEST_INTERVAL),
                        mappings(wish.fields(), kind, fields));
        fields.refuseIfAnyIsWrong();
        return mapping;
    }

    private static long channelId(@Nullable Long id, RequestFields fields) {
        fields.require(id != null && id > 0, "channel_id", id, "a whole number above 0");
        return id == null ? 0 : id;
    }

    /** What was meant to be a key is not repeated in the answer, wrong as it may be. */
    private static @Nullable String readApiKey(@Nullable String key, RequestFields fields) {
        fields.require(
                key == null || READ_API_KEY.matcher(key).matches(),
                "read_api_key",
                null,
                "1 to 64 of A-Z a-z 0-9, or empty text to take the key away");
        return key;
    }

    /**
     * Accepts what the fields of a channel are said to mean.
     *
     * @param kind of the node
     * @param fields where every part that does not fit is noted
     * @return in the order of their numbers
     */
    public static List<FieldMapping> mappings(
            @Nullable List<@Nullable FieldWish> wishes, Kind kind, RequestFields fields) {
        if (wishes == null || wishes.isEmpty() || wishes.size() > FieldMapping.FIELDS) {
            fields.refuse(
                    "fields",
                    wishes == null ? null : "%d entries".formatted(wishes.size()),
                    "1 to %d entries".formatted(FieldMapping.FIELDS));
            return List.of();
        }
        return new FieldRules(kind, fields).accept(wishes);
    }
}
