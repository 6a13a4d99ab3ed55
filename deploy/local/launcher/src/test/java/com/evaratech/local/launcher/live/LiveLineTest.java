package com.evaratech.local.launcher.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.launcher.home.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LiveLineTest {

    private final LiveLine lines = new LiveLine(ZoneId.of("Asia/Kolkata"), id -> "name of " + id);

    @Test
    void shouldShowAReadingWithItsTimeHere() throws JsonProcessingException {
        var message =
                json(
                        """
                        {"type":"reading","node_id":"n","recorded_at":"2026-05-01T12:00:05Z",
                         "values":{"water_level_cm":182.5,"pump_status":"RUNNING"}}
                        """);

        assertThat(lines.reading(message))
                .isEqualTo(
                        "17:30:05  reading         name of n             water_level_cm=182.5"
                                + " pump_status=RUNNING");
    }

    @Test
    void shouldShowAnAlertThatOpened() throws JsonProcessingException {
        assertThat(lines.alert(alert("opened", "")))
                .isEqualTo(
                        "17:35:00  ALERT           name of n             critical: Runs dry"
                                + " (water_level_cm 12.5, limit < 20)");
    }

    @Test
    void shouldShowAnAlertThatIsOver() throws JsonProcessingException {
        var over = ",\"resolved_at\":\"2026-05-01T13:00:00Z\",\"resolved_reason\":\"rule_changed\"";

        assertThat(lines.alert(alert("resolved", over)))
                .isEqualTo(
                        "18:30:00  alert resolved  name of n             critical: Runs dry"
                                + " (water_level_cm 12.5, limit < 20), rule changed");
    }

    private static JsonNode alert(String event, String more) throws JsonProcessingException {
        return json(
                """
                {"type":"alert","event":"%s","node_id":"n","severity":"critical",
                 "rule_name":"Runs dry","metric":"water_level_cm","operator":"lt",
                 "threshold":20.0,"value":12.5,"opened_at":"2026-05-01T12:05:00Z"%s}
                """
                        .formatted(event, more));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.mapper().readTree(text);
    }
}
