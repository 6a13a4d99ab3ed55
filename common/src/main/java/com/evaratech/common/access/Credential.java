package com.evaratech.common.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A secret that is shown once, when it is made, and known by its hash from then on: {@code
 * <prefix>_<id>_<secret>}, the id to find it by, the secret to believe it. With 256 random bits a
 * plain hash of the secret is as good as a slow one.
 *
 * @param use what it opens
 * @param id 16 lower-case hexadecimal digits
 * @param secret 64 lower-case hexadecimal digits
 */
public record Credential(Use use, String id, String secret) {

    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 32;
    private static final Pattern FORM = Pattern.compile("([a-z]{3})_([0-9a-f]{16})_([0-9a-f]{64})");

    /** What a credential opens, and how its text begins. */
    public enum Use {
        /** A device sends the readings of one node. */
        DEVICE_KEY("evk"),
        /** A program acts for a tenant. */
        API_KEY("eva"),
        /** Whoever holds it makes one node, once. */
        CLAIM_TOKEN("evc"),
        /** Whoever signed in and holds it gets a role, once. */
        INVITATION("evi");

        private final String prefix;

        Use(String prefix) {
            this.prefix = prefix;
        }
    }

    /** A new one; the generator must be one for secrets. */
    public static Credential draw(Use use, RandomGenerator random) {
        return new Credential(use, digits(random, ID_BYTES), digits(random, SECRET_BYTES));
    }

    /** The credential that a text is, if it has the form of this use. */
    public static Optional<Credential> parse(Use use, String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches() && matcher.group(1).equals(use.prefix)
                ? Optional.of(new Credential(use, matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /** As its holder shows it. */
    public String text() {
        return "%s_%s_%s".formatted(use.prefix, id, secret);
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

    /** Whether the secret has this hash; takes as long when it has not. */
    public boolean hasHash(String hash) {
        return MessageDigest.isEqual(
                secretHash().getBytes(StandardCharsets.US_ASCII),
                hash.getBytes(StandardCharsets.US_ASCII));
    }

    /** Without the secret: this text may go into logs. */
    @Override
    public String toString() {
        return use.prefix + "_" + id;
    }

    private static String digits(RandomGenerator random, int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
