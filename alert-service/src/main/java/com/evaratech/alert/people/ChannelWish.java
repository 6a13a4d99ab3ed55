package com.evaratech.alert.people;

import com.evaratech.alert.deliveries.BodyTemplate;
import com.evaratech.alert.deliveries.QuietHours;
import com.evaratech.alert.deliveries.ReceiverForm;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a channel as a caller wrote it, nothing of it checked.
 *
 * @param kind {@code null} means webhook
 * @param template of an http channel
 * @param authorization header of that name; {@code null}: none, or the one that there is
 * @param enabled {@code null} means true
 * @param quietHours {@code null} means none
 * @param groupSeconds {@code null} means what is usual
 */
@RegisterForReflection
record ChannelWish(
        @Nullable String name,
        @Nullable String kind,
        @Nullable String url,
        BodyTemplate.@Nullable Wish template,
        @Nullable String authorization,
        @Nullable Boolean enabled,
        QuietHours.@Nullable Wish quietHours,
        @Nullable Integer groupSeconds) {

    ReceiverForm.Wish receiver() {
        return new ReceiverForm.Wish(kind, url, template, authorization);
    }

    /** Without where it goes and the authorization: this text may go into logs. */
    @Override
    public String toString() {
        return "ChannelWish[kind=%s]".formatted(kind);
    }
}
