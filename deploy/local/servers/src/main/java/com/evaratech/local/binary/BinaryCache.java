package com.evaratech.local.binary;

import com.evaratech.local.LocalServerException.NoBinaries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Unpacked executables, one directory per content: a new version never overwrites files a running
 * server has open, and several processes may unpack at once.
 *
 * @param directory created when missing; may be deleted whenever no server runs
 */
public record BinaryCache(Path directory) {

    private static final int DIGEST_BYTES = 8;
    private static final int BUFFER_BYTES = 1 << 16;

    public BinaryCache {
        directory = directory.toAbsolutePath().normalize();
    }

    /** The cache below {@code XDG_CACHE_HOME}, by default {@code ~/.cache}. */
    public static BinaryCache ofUser() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path base =
                configured == null || configured.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(configured);
        return new BinaryCache(base.resolve("evara").resolve("servers"));
    }

    /** Writes one artefact's content into an empty directory. */
    @FunctionalInterface
    public interface Unpacker {
        void unpack(InputStream content, Path target) throws IOException;
    }

    /**
     * The directory with the unpacked content of a resource.
     *
     * @param server named in the error when the resource is not on the class path
     */
    public Path unpacked(String server, String resource, Unpacker unpacker) throws IOException {
        Path target =
                directory.resolve(server.toLowerCase(Locale.ROOT) + "-" + digest(server, resource));
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(directory);
        Path fresh = Files.createTempDirectory(directory, "unpacking-");
        try (InputStream content = open(server, resource)) {
            unpacker.unpack(content, fresh);
            moveUnlessPresent(fresh, target);
        } finally {
            Trees.delete(fresh);
        }
        return target;
    }

    private static void moveUnlessPresent(Path fresh, Path target) throws IOException {
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another process was faster; its content is the same, the name says so.
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    private static String digest(String server, String resource) throws IOException {
        try (InputStream content = open(server, resource)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static InputStream open(String server, String resource) {
        InputStream content = BinaryCache.class.getResourceAsStream("/" + resource);
        if (content == null) {
            throw new NoBinaries(server, Platform.current().toString());
        }
        return content;
    }
}
