package com.evaratech.telemetry.thingspeak;

import static io.restassured.RestAssured.given;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.telemetry.ingest.Device;
import io.restassured.response.Response;

/** A tank's channel with two fields, and its keys. */
public record OwnChannel(Device device, int id, String writeKey, String readKey) {

    /** One whose entries are taken. */
    public static OwnChannel ready() {
        Device.awaitTaken();
        return create();
    }

    public static OwnChannel create() {
        Device device = Device.tank();
        String token =
                TestTokens.person(
                        Role.INSTALLER,
                        new Scope.OfCommunity(device.node().placement().communityId()));
        Response issued =
                given().auth()
                        .oauth2(token)
                        .contentType("application/json")
                        .body(
                                """
                                {"name": "Tank", "fields": [
                                    {"field": 1, "metric": "water_level_cm", "scale": 10},
                                    {"field": 4, "metric": "ph"}]}
                                """)
                        .post("/api/v1/nodes/" + device.node().id() + "/device-channel");
        return new OwnChannel(
                device,
                issued.path("channel.id"),
                issued.path("write_api_key"),
                issued.path("read_api_key"));
    }

    /** A path below the channel. */
    public String path(String rest) {
        return "/channels/" + id + "/" + rest;
    }
}
