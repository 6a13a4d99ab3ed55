package com.evaratech.local.thingspeak.replay;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that a folder holds.
 *
 * @param recordings the channels, by file name
 * @param skipped files with another content, and why each was left out
 */
record RecordingFolder(List<Recording> recordings, Map<Path, String> skipped) {

    /**
     * Reads the folder and its subfolders.
     *
     * @throws IOException when the folder or a file cannot be read
     */
    static RecordingFolder read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        List<Recording> recordings = new ArrayList<>();
        Map<Path, String> skipped = new TreeMap<>();
        long csvChannel = ReplayOptions.FIRST_CSV_CHANNEL;
        for (Path file : files) {
            String name = file.getFileName().toString();
            try {
                if (name.endsWith(".json")) {
                    recordings.add(JsonRecording.read(Files.readString(file)));
                } else if (name.endsWith(".csv")) {
                    String bare = name.substring(0, name.length() - ".csv".length());
                    recordings.add(CsvRecording.read(Files.readString(file), csvChannel, bare));
                    csvChannel++;
                }
            } catch (DamagedRecording other) {
                skipped.put(file, other.getMessage());
            } catch (CharacterCodingException notUtf8) {
                skipped.put(file, "not " + StandardCharsets.UTF_8);
            }
        }
        return new RecordingFolder(recordings, skipped);
    }
}
