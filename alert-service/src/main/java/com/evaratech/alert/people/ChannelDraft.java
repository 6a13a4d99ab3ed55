package com.evaratech.alert.people;

import com.evaratech.alert.deliveries.Pace;
import com.evaratech.alert.deliveries.QuietHours;
import com.evaratech.alert.deliveries.ReceiverForm;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A channel that passed every check and is not kept yet. */
record ChannelDraft(
        String name,
        ReceiverForm receiver,
        boolean enabled,
        @Nullable QuietHours quietHours,
        int groupSeconds) {

    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_GROUP_SECONDS = 3_600;

    /**
     * Checks a wish.
     *
     * @throws InvalidRequest naming every field at fault
     */
    static ChannelDraft of(ChannelWish wish) {
        var fields = new RequestFields();
        Integer group = wish.groupSeconds();
        var draft =
                new ChannelDraft(
                        fields.text("name", wish.name(), LONGEST_NAME),
                        wish.receiver().check(fields),
                        wish.enabled() == null || wish.enabled(),
                        wish.quietHours() == null
                                ? null
                                : wish.quietHours().check(fields).orElse(null),
                        fields.integer(
                                "group_seconds",
                                group == null ? Pace.USUAL.groupSeconds() : group,
                                0,
                                LONGEST_GROUP_SECONDS));
        fields.refuseIfAnyIsWrong();
        return draft;
    }

    /** Whether a channel is this already. An authorization always is another one. */
    boolean says(Channel channel) {
        return name.equals(channel.name())
                && receiver.kind() == channel.kind()
                && receiver.url().equals(channel.url())
                && Objects.equals(receiver.template(), channel.template())
                && receiver.authorization() == null
                && enabled == channel.enabled()
                && Objects.equals(quietHours, channel.quietHours())
                && groupSeconds == channel.groupSeconds();
    }

    /** Without where it goes: this text may go into logs. */
    @Override
    public String toString() {
        return "ChannelDraft[receiver=%s]".formatted(receiver);
    }
}
