package com.evaratech.bench.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.bench.alerts.AlertParts.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertPartsTest {

    @TempDir Path recordings;

    @Test
    void shouldMeasureAllPartsUnlessOneIsNamed() throws IOException {
        Files.createDirectory(recordings.resolve("anomalies"));
        Files.createDirectory(recordings.resolve("meters"));

        assertThat(AlertParts.of(Optional.empty(), recordings).wanted())
                .containsExactly(Part.values());
        assertThat(AlertParts.of(Optional.of("silence"), recordings).wanted())
                .containsExactly(Part.SILENCE);
    }

    @Test
    void shouldNeedRecordingsForAnomaliesAlone() {
        assertThat(AlertParts.of(Optional.of("evaluation"), recordings).wanted())
                .containsExactly(Part.EVALUATION);
        assertThatThrownBy(() -> AlertParts.of(Optional.of("anomalies"), recordings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no labelled series in " + recordings);
    }

    @Test
    void shouldSayWhichPartsThereAre() {
        assertThatThrownBy(() -> AlertParts.of(Optional.of("noise"), recordings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"noise\"; there are: anomalies, evaluation, speed,");
    }
}
