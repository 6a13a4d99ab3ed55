package com.evaratech.node.devices;

import com.evaratech.common.problem.RequestFields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The wish to install another device, as it came. */
record InstallDevice(
        @Nullable String serial,
        @Nullable String hardwareRevision,
        @Nullable String firmwareRevision,
        @Nullable Instant installedAt,
        @Nullable String note) {

    private static final int SHORT_LENGTH = 64;
    private static final int NOTE_LENGTH = 500;

    /**
     * What is accepted; installed now when no time is given.
     *
     * @param earliest when the device before it was installed
     */
    Installation accept(Instant earliest, Instant now) {
        var fields = new RequestFields();
        var at = installedAt == null ? now : installedAt;
        fields.require(
                !at.isBefore(earliest) && !at.isAfter(now),
                "installed_at",
                installedAt,
                "a time from %s, when the device before was installed, until now"
                        .formatted(earliest));
        // To the millisecond, as readings have it, but not before the device that goes.
        var millis = at.truncatedTo(ChronoUnit.MILLIS);
        var accepted =
                new Installation(
                        fields.optionalText("serial", serial, SHORT_LENGTH),
                        fields.optionalText("hardware_revision", hardwareRevision, SHORT_LENGTH),
                        fields.optionalText("firmware_revision", firmwareRevision, SHORT_LENGTH),
                        millis.isBefore(earliest) ? earliest : millis,
                        fields.optionalText("note", note, NOTE_LENGTH));
        fields.refuseIfAnyIsWrong();
        return accepted;
    }
}
