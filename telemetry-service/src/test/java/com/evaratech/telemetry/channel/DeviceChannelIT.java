package com.evaratech.telemetry.channel;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Request;
import com.evaratech.local.testing.http.Response;
import com.evaratech.telemetry.ingest.Device;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people do with the channel of a node. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class DeviceChannelIT {

    private static final String FIELDS =
            "{\"name\": \"Tank 7\", \"fields\": [{\"field\": 1, \"metric\": \"water_level_cm\"}]}";

    private final Device device = Device.tank();
    private final String path = "/api/v1/nodes/" + device.node().id() + "/device-channel";
    private final String installer =
            TestTokens.person(
                    Role.INSTALLER, new Scope.OfCommunity(device.node().placement().communityId()));

    @Test
    void shouldShowTheKeysOnceAndTheChannelAlways() {
        add(FIELDS)
                .statusCode(201)
                .header("Cache-Control", equalTo("no-store"))
                .body("write_api_key", matchesPattern("[A-Z0-9]{16}"))
                .body("read_api_key", matchesPattern("[A-Z0-9]{16}"))
                .body("channel.node_id", equalTo(device.node().id().toString()))
                .body("channel.last_entry_id", equalTo(0));

        as().get(path)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("name", equalTo("Tank 7"))
                .body("fields[0].metric", equalTo("water_level_cm"))
                .body("write_api_key", nullValue());
        add(FIELDS).statusCode(409).body("code", equalTo("device_channel_exists"));
    }

    @Test
    void shouldChangeWhatWasSeenAlone() {
        add(FIELDS).statusCode(201);
        String changed = FIELDS.replace("Tank 7", "Tank 8");

        as().asJson().body(changed).put(path).then().statusCode(428);
        as().asJson().header("If-Match", "\"7\"").body(changed).put(path).then().statusCode(412);
        as().asJson()
                .header("If-Match", "\"1\"")
                .body(changed)
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("name", equalTo("Tank 8"));
    }

    @Test
    void shouldAuditWhatIsDoneWithoutTheKeys() {
        String key = add(FIELDS).extract().path("write_api_key");
        String rotated =
                as().post(path + "/rotation")
                        .then()
                        .statusCode(200)
                        .body("write_api_key", not(equalTo(key)))
                        .extract()
                        .path("write_api_key");
        as().delete(path).then().statusCode(204);

        as().get(path).then().statusCode(404).body("code", equalTo("device_channel_not_found"));
        String audit =
                given().bearer(TestTokens.person(Role.SUPERADMIN, new Scope.Everything()))
                        .get("/api/v1/audit/telemetry?subject=" + device.node().id())
                        .then()
                        .statusCode(200)
                        .body("items.action", hasItems("added", "changed", "removed"))
                        .extract()
                        .asString();
        assertThat(audit).doesNotContain(key).doesNotContain(rotated);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | fields",
                "{\"fields\": []} | fields",
                "{\"fields\": [{\"metric\": \"ph\"}]} | fields[0].field",
                "{\"fields\": [{\"field\": 1, \"metric\": \"flow_rate_lpm\"}]} | fields[0].metric",
                "{\"fields\": [{\"field\": 9, \"metric\": \"ph\"}]} | fields[0].field",
                "{\"fields\": [{\"field\": 1, \"metric\": \"ph\", \"scale\": 0}]} | fields[0].scale",
                "{\"fields\": [{\"field\": 1, \"metric\": \"ph\"}, {\"field\": 1, \"metric\":"
                        + " \"tds_ppm\"}]} | fields[1].field",
                "{\"fields\": [{\"field\": 1, \"metric\": \"ph\", \"words\": {\"1\": null}}]} |"
                        + " fields[0].words",
                "{\"name\": \"a\\u0000b\", \"fields\": [{\"field\": 1, \"metric\": \"ph\"}]} | name",
                "{\"name\": \"\", \"fields\": [{\"field\": 1, \"metric\": \"ph\"}]} | name"
            })
    void shouldNameWhatCannotBe(String wish, String field) {
        add(wish).statusCode(400).body("errors[0].field", equalTo(field));
    }

    @Test
    void shouldNotBeThereForOtherTenants() {
        add(FIELDS).statusCode(201);
        String stranger =
                TestTokens.person(Role.INSTALLER, new Scope.OfCommunity(UUID.randomUUID()));

        given().bearer(stranger)
                .get(path)
                .then()
                .statusCode(404)
                .body("code", equalTo("node_not_found"));
    }

    private Response add(String wish) {
        return as().asJson().body(wish).post(path).then();
    }

    private Request as() {
        return given().bearer(installer);
    }
}
