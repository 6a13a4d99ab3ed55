package com.evaratech.local.identity;

import com.evaratech.local.process.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The people who can sign in on this machine: a file for each, named by the e-mail address, with
 * their subject and their password, which was drawn at random. Like all secrets of the machine they
 * are readable by its owner alone, and can be shown again.
 */
public final class LocalPeople {

    private static final Pattern EMAIL =
            Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}@[a-z0-9][a-z0-9.-]{0,62}");

    private final Path directory;

    public LocalPeople(Path directory) {
        this.directory = directory;
    }

    /** Somebody who can sign in. */
    public record Person(UUID subject, String email, String password) {

        @Override
        public String toString() {
            return email;
        }
    }

    /**
     * The person of an address, with a new password when there was none.
     *
     * @throws IllegalArgumentException when it is no address of lower-case letters, digits, points,
     *     dashes and underscores
     */
    public Person ensure(String email, UUID subject) throws IOException {
        if (!EMAIL.matcher(email).matches()) {
            throw new IllegalArgumentException("no address of a local person: " + email);
        }
        Optional<Person> known = find(email).filter(person -> person.subject().equals(subject));
        if (known.isPresent()) {
            return known.get();
        }
        Person person = new Person(subject, email, Secrets.generate().substring(0, 24));
        OwnerOnly.write(directory.resolve(email), subject + "\n" + person.password() + "\n");
        return person;
    }

    /** Who has this address and this password; takes as long when the password is another. */
    Optional<Person> signIn(String email, String password) throws IOException {
        return find(email.strip().toLowerCase(Locale.ROOT))
                .filter(person ->
                        MessageDigest.isEqual(
                                person.password().getBytes(StandardCharsets.UTF_8),
                                password.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<Person> find(String email) throws IOException {
        Path file = directory.resolve(EMAIL.matcher(email).matches() ? email : "nobody");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return Optional.of(new Person(UUID.fromString(lines.get(0)), email, lines.get(1)));
    }
}
