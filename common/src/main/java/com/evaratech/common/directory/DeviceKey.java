package com.evaratech.common.directory;

import com.evaratech.common.access.Credential;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a device shows with its readings, in the header {@value #HEADER}: {@code evk_<id>_<secret>}.
 *
 * @param id 16 lower-case hexadecimal digits
 * @param secret 64 lower-case hexadecimal digits
 */
public record DeviceKey(String id, String secret) {

    /** Name of the header that carries it. */
    public static final String HEADER = "X-Device-Key";

    /** A new key; the generator must be one for secrets. */
    public static DeviceKey draw(RandomGenerator random) {
        return of(Credential.draw(Credential.Use.DEVICE_KEY, random));
    }

    /** The key that a text is, if it has its form. */
    public static Optional<DeviceKey> parse(String text) {
        return Credential.parse(Credential.Use.DEVICE_KEY, text).map(DeviceKey::of);
    }

    /** As the device shows it. */
    public String text() {
        return credential().text();
    }

    /** SHA-256 of the secret's digits, in hexadecimal digits. */
    public String secretHash() {
        return credential().secretHash();
    }

    /** Whether this is the key that the entry tells of; takes as long when it is not. */
    public boolean isOf(DeviceKeyEntry entry) {
        return entry.id().equals(id) && credential().hasHash(entry.secretHash());
    }

    /** Without the secret: this text may go into logs. */
    @Override
    public String toString() {
        return credential().toString();
    }

    private Credential credential() {
        return new Credential(Credential.Use.DEVICE_KEY, id, secret);
    }

    private static DeviceKey of(Credential credential) {
        return new DeviceKey(credential.id(), credential.secret());
    }
}
