package com.evaratech.common.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What a device shows with its readings, in the header {@value #HEADER}: {@code evk_<id>_<secret>},
 * the id to find the key by, the secret to believe it. With 256 random bits a plain hash of the
 * secret is as good as a slow one.
 *
 * @param id 16 lower-case hexadecimal digits
 * @param secret 64 lower-case hexadecimal digits
 */
public record DeviceKey(String id, String secret) {

    /** Name of the header that carries it. */
    public static final String HEADER = "X-Device-Key";

    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 32;
    private static final Pattern FORM = Pattern.compile("evk_([0-9a-f]{16})_([0-9a-f]{64})");

    /** A new key; the generator must be one for secrets. */
    public static DeviceKey draw(RandomGenerator random) {
        return new DeviceKey(digits(random, ID_BYTES), digits(random, SECRET_BYTES));
    }

    /** The key that a text is, if it has its form. */
    public static Optional<DeviceKey> parse(String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new DeviceKey(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    /** As the device shows it. */
    public String text() {
        return "evk_%s_%s".formatted(id, secret);
    }

    /** SHA-256 of the secret's digits, in hexadecimal digits. */
    public String secretHash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether this is the key that the entry tells of; takes as long when it is not. */
    public boolean isOf(DeviceKeyEntry entry) {
        return entry.id().equals(id)
                && MessageDigest.isEqual(
                        secretHash().getBytes(StandardCharsets.US_ASCII),
                        entry.secretHash().getBytes(StandardCharsets.US_ASCII));
    }

    /** Without the secret: this text may go into logs. */
    @Override
    public String toString() {
        return "evk_" + id;
    }

    private static String digits(RandomGenerator random, int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
