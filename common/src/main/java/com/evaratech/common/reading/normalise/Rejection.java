package com.evaratech.common.reading.normalise;

/**
 * What was not accepted of what came in.
 *
 * @param reason why
 * @param field its name in what came in
 * @param value as it came, cut to {@value #LONGEST_VALUE} characters
 * @param allowed what would have been accepted
 */
public record Rejection(RejectReason reason, String field, String value, String allowed) {

    private static final int LONGEST_VALUE = 80;

    public Rejection {
        if (value.length() > LONGEST_VALUE) {
            value = value.substring(0, LONGEST_VALUE) + "…";
        }
    }
}
