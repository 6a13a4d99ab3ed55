package com.evaratech.local.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityServerTest {

    private static final String EMAIL = "viewer@evara.localhost";
    private static final UUID SUBJECT = LocalIssuer.subjectOf("viewer");

    private final LocalIssuer issuer =
            new LocalIssuer(Secrets.generate(), "http://id.localhost", InstantSource.system());
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir private Path directory = Path.of("");
    private LocalPeople people = new LocalPeople(directory);
    private IdentityServer server = start();

    private IdentityServer start() {
        try {
            return IdentityServer.start(0, issuer, people);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void restart() {
        server.close();
        people = new LocalPeople(directory);
        server = start();
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    @Test
    void shouldSignInWithThePasswordThatWasDrawn() throws Exception {
        var person = people.ensure(EMAIL, SUBJECT);
        assertThat(people.ensure(EMAIL, SUBJECT)).isEqualTo(person);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(directory.resolve(EMAIL))))
                .isEqualTo("rw-------");

        var answer = byPassword(EMAIL, person.password());

        assertThat(answer.statusCode()).isEqualTo(200);
        var body = json(answer);
        assertThat(body.get("user")).isEqualTo(Map.of("id", SUBJECT.toString(), "email", EMAIL));
        assertThat(issuer.claimIn(text(body, "access_token"), "sub")).contains(SUBJECT.toString());
    }

    @Test
    void shouldRefuseAWrongPasswordAndWhoIsUnknown() throws Exception {
        var _ = people.ensure(EMAIL, SUBJECT);

        for (String email : new String[] {EMAIL, "nobody@evara.localhost", "../" + EMAIL, ""}) {
            var answer = byPassword(email, "guess");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer)).containsEntry("error_code", "invalid_credentials");
        }
    }

    @Test
    void shouldEndTheSessionOfARefreshTokenThatIsShownTwice() throws Exception {
        var person = people.ensure(EMAIL, SUBJECT);
        String first = text(json(byPassword(EMAIL, person.password())), "refresh_token");
        String second = text(json(refresh(first)), "refresh_token");
        assertThat(json(refresh(first))).containsEntry("error_code", "refresh_token_already_used");

        assertThat(json(refresh(second))).containsEntry("error_code", "refresh_token_not_found");
    }

    @Test
    void shouldSignOutOfOneSession() throws Exception {
        var person = people.ensure(EMAIL, SUBJECT);
        var one = json(byPassword(EMAIL, person.password()));
        var other = json(byPassword(EMAIL, person.password()));

        assertThat(logout(text(one, "access_token")).statusCode()).isEqualTo(204);

        assertThat(refresh(text(one, "refresh_token")).statusCode()).isEqualTo(400);
        assertThat(refresh(text(other, "refresh_token")).statusCode()).isEqualTo(200);
        assertThat(logout("made up").statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> byPassword(String email, String password) throws Exception {
        return post(
                "/token?grant_type=password",
                JsonUtil.toJson(Map.of("email", email, "password", password)),
                "");
    }

    private HttpResponse<String> refresh(String token) throws Exception {
        return post(
                "/token?grant_type=refresh_token",
                JsonUtil.toJson(Map.of("refresh_token", token)),
                "");
    }

    private HttpResponse<String> logout(String token) throws Exception {
        return post("/logout?scope=local", "", token);
    }

    private HttpResponse<String> post(String path, String body, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static Map<String, Object> json(HttpResponse<String> answer) throws JoseException {
        return JsonUtil.parseJson(answer.body());
    }

    private static String text(Map<String, Object> body, String field) {
        return String.valueOf(body.get(field));
    }
}
