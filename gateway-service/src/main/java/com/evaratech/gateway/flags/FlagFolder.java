package com.evaratech.gateway.flags;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Files that overrule variables: each named like its variable and with {@code true} or {@code
 * false} in it. Without a file the variable counts; with one that says neither, or cannot be read,
 * what counted before.
 *
 * <p>Any thread may ask; {@link #look()} is for one.
 */
final class FlagFolder {

    private static final Logger LOG = Logger.getLogger(FlagFolder.class);

    // Whoever fills in more means another file.
    private static final int LONGEST = 64;

    private final Path folder;
    private final Map<Flag, Boolean> variables;
    private final Map<Flag, String> refused = new EnumMap<>(Flag.class);
    private volatile Map<Flag, Boolean> current;

    /**
     * A folder that is not looked at yet.
     *
     * @param variables what counts where there is no file; all flags
     */
    FlagFolder(Path folder, Map<Flag, Boolean> variables) {
        this.folder = folder;
        this.variables = Map.copyOf(variables);
        this.current = this.variables;
    }

    boolean isOn(Flag flag) {
        return Objects.requireNonNull(current.get(flag));
    }

    /** Looks at the files, and tells the log what is another. */
    void look() {
        Map<Flag, Boolean> now = new EnumMap<>(Flag.class);
        for (Flag flag : Flag.values()) {
            boolean on = read(flag);
            if (on != isOn(flag)) {
                LOG.infof("Flag is switched flag=%s on=%b", flag.variable(), on);
            }
            now.put(flag, on);
        }
        current = Map.copyOf(now);
    }

    private boolean read(Flag flag) {
        String text;
        try {
            text = text(flag);
        } catch (NoSuchFileException | NotDirectoryException e) {
            var _ = refused.remove(flag);
            return Objects.requireNonNull(variables.get(flag));
        } catch (IOException e) {
            return refuse(flag, "cannot be read: " + e);
        }
        return switch (text) {
            case "true" -> accept(flag, true);
            case "false" -> accept(flag, false);
            default -> refuse(flag, "must be true or false, not '" + text + "'");
        };
    }

    private String text(Flag flag) throws IOException {
        try (var file = Files.newInputStream(folder.resolve(flag.variable()))) {
            byte[] bytes = file.readNBytes(LONGEST);
            StringBuilder text = new StringBuilder();
            for (byte each : bytes) {
                text.append(each >= ' ' ? (char) each : ' ');
            }
            return text.toString().strip();
        }
    }

    private boolean accept(Flag flag, boolean on) {
        var _ = refused.remove(flag);
        return on;
    }

    /** One line for each reason, however often it is looked at. */
    private boolean refuse(Flag flag, String why) {
        if (!why.equals(refused.put(flag, why))) {
            LOG.warnf(
                    "Flag stays as it is flag=%s on=%b cause=%s %s",
                    flag.variable(), isOn(flag), folder.resolve(flag.variable()), why);
        }
        return isOn(flag);
    }
}
