package com.evaratech.local.launcher.home;

import com.evaratech.local.process.OwnerOnly;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads and replaces the record of the running fleet, {@code .evara/run/fleet.json}. */
public final class FleetFile {

    private static final JsonMapper JSON = Json.mapper();

    private final Path file;

    public FleetFile(Layout layout) {
        this.file = layout.run().resolve("fleet.json");
    }

    /** The record, or empty when no fleet was started or the last one was stopped in order. */
    public Optional<FleetRecord> read() throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), FleetRecord.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "%s cannot be understood: %s".formatted(file, e.getOriginalMessage()), e);
        }
    }

    /** Writes the record in one step. */
    public void write(FleetRecord fleet) throws IOException {
        OwnerOnly.write(
                file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fleet) + "\n");
    }

    /** Forgets the fleet: everything it named is stopped. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
