package com.evaratech.local.launcher.home;

import com.evaratech.local.identity.Secrets;
import com.evaratech.local.process.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * This machine's secrets, each drawn at random when first asked for and kept in a file of its own
 * under {@code .evara/secrets}, readable by its owner alone.
 */
public final class SecretStore {

    private final Path directory;

    public SecretStore(Layout layout) {
        this.directory = layout.secrets();
    }

    /** The secret of that name: hexadecimal, safe in URLs and environment variables. */
    public String named(String name) throws IOException {
        Path file = directory.resolve(name);
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        String secret = Secrets.generate();
        OwnerOnly.write(file, secret + "\n");
        return secret;
    }
}
