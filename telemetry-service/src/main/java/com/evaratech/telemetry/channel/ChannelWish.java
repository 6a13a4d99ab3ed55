package com.evaratech.telemetry.channel;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.common.reading.mapping.ChannelRules;
import com.evaratech.common.reading.mapping.FieldWish;
import com.evaratech.common.reading.normalise.FieldMapping;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a channel is to be, as somebody asks for it.
 *
 * @param name 1 to 255 characters; when missing, the node's id
 * @param fields what its fields mean, 1 to 8, by the same rules as those of a channel that is
 *     polled
 */
@RegisterForReflection(targets = {ChannelWish.class, FieldWish.class})
record ChannelWish(@Nullable String name, @Nullable List<@Nullable FieldWish> fields) {

    private static final int LONGEST_NAME = 255;

    /**
     * The name that is asked for.
     *
     * @throws InvalidRequest when it cannot be one
     */
    String nameOr(String otherwise) {
        var checked = new RequestFields();
        String asked = checked.optionalText("name", name, LONGEST_NAME);
        checked.refuseIfAnyIsWrong();
        return asked == null ? otherwise : asked.strip();
    }

    /**
     * What the fields are to mean, in the order of their numbers.
     *
     * @param kind of the node
     * @throws InvalidRequest naming what cannot be
     */
    List<FieldMapping> mappings(Kind kind) {
        var checked = new RequestFields();
        List<FieldMapping> mappings = ChannelRules.mappings(fields, kind, checked);
        checked.refuseIfAnyIsWrong();
        return mappings;
    }
}
