package com.evaratech.telemetry.channel;

import com.evaratech.common.idempotency.Fingerprint;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A key of a channel, in ThingSpeak's form, since devices' settings have room for no other: 82
 * random bits, so that a plain hash of it is as good as a slow one.
 *
 * @param text 16 capital letters and digits
 */
record ChannelKey(String text) {

    private static final int LENGTH = 16;
    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final Pattern FORM = Pattern.compile("[A-Z0-9]{" + LENGTH + "}");

    /** A new one; the generator must be one for secrets. */
    static ChannelKey draw(RandomGenerator random) {
        var text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return new ChannelKey(text.toString());
    }

    /** The key that was shown, if it has the form of one. */
    static Optional<ChannelKey> parse(String shown) {
        String text = shown.strip();
        return FORM.matcher(text).matches() ? Optional.of(new ChannelKey(text)) : Optional.empty();
    }

    /** What is kept of it. */
    String hash() {
        return Fingerprint.of(text);
    }

    /** Free of the key: this text may go into logs. */
    @Override
    public String toString() {
        return "ChannelKey";
    }
}
