package com.evaratech.common.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys that seal and open texts with AES-256-GCM (NIST SP 800-38D). The first one seals, all of
 * them open: so a new key is put in front, everything is sealed anew, and the old one is taken out.
 *
 * <p>A sealed text is {@code s1.<id of the key>.<nonce and ciphertext in base64url>}. It opens only
 * in the context that it was sealed in, for instance one node's, so nobody can move it to another
 * place and have it used there.
 *
 * <p>Nonces are 96 random bits: one key may seal 2³² texts before two of them could meet (SP
 * 800-38D, 8.3).
 */
public final class KeyRing {

    /** How a ring is written, for people. */
    public static final String FORM =
            "id:key,id:key… with an id of 1 to 16 a-z 0-9 and 32 bytes in base64 as the key; the"
                    + " first one seals";

    private static final String PREFIX = "s1";
    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,16}");
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKey> keys;

    private KeyRing(Map<String, SecretKey> keys) {
        this.keys = keys;
    }

    /** A ring without keys: it seals and opens nothing. */
    public static KeyRing empty() {
        return new KeyRing(Map.of());
    }

    /**
     * Reads a ring.
     *
     * @throws IllegalArgumentException when it is not of {@link #FORM}; the message has no key in
     *     it
     */
    public static KeyRing parse(String text) {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        for (String one : text.split(",", -1)) {
            String[] parts = one.strip().split(":", 2);
            if (parts.length != 2 || !ID.matcher(parts[0]).matches()) {
                throw new IllegalArgumentException("key %d has no id".formatted(keys.size() + 1));
            }
            if (keys.put(parts[0], new SecretKeySpec(bytes(parts[0], parts[1]), "AES")) != null) {
                throw new IllegalArgumentException("two keys have the id " + parts[0]);
            }
        }
        return new KeyRing(keys);
    }

    /** Whether it has no keys. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /**
     * The sealed form of a text.
     *
     * @param context where alone it can be opened again
     * @throws IllegalStateException when the ring is empty
     */
    public String seal(String text, String context) {
        if (keys.isEmpty()) {
            throw new IllegalStateException("an empty ring seals nothing");
        }
        var first = keys.entrySet().iterator().next();
        byte[] nonce = new byte[NONCE_BYTES];
        // Made when it is needed: one that is kept would have its seed in the native image.
        new SecureRandom().nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, first.getValue(), nonce, context);
            byte[] sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] whole =
                    ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array();
            return "%s.%s.%s"
                    .formatted(
                            PREFIX,
                            first.getKey(),
                            Base64.getUrlEncoder().withoutPadding().encodeToString(whole));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every platform has AES-GCM", e);
        }
    }

    /**
     * The text that was sealed; empty when its key is not in the ring, when it was changed, and
     * when it was sealed in another context.
     */
    public Optional<String> open(String sealed, String context) {
        String[] parts = sealed.split("\\.", -1);
        SecretKey key = parts.length == 3 && parts[0].equals(PREFIX) ? keys.get(parts[1]) : null;
        if (key == null) {
            return Optional.empty();
        }
        try {
            byte[] whole = Base64.getUrlDecoder().decode(parts[2]);
            if (whole.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
                return Optional.empty();
            }
            var cipher =
                    cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(whole, NONCE_BYTES), context);
            byte[] text = cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException changed) {
            return Optional.empty();
        }
    }

    /** What every text begins with that the first key sealed. */
    public String currentPrefix() {
        return keys.isEmpty()
                ? PREFIX + "."
                : "%s.%s.".formatted(PREFIX, keys.keySet().iterator().next());
    }

    /** The ids, without the keys. */
    @Override
    public String toString() {
        return "KeyRing" + keys.keySet();
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String context)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] bytes(String id, String text) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("key %s is no base64".formatted(id), null);
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "key %s has %d bytes, not %d".formatted(id, key.length, KEY_BYTES));
        }
        return key;
    }
}
