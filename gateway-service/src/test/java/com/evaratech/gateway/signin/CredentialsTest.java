package com.evaratech.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {

    @Test
    void shouldTakeAnAddressInAnyCaseAndThePasswordAsItIs() {
        var who = parse("{\"email\":\" Operator@Example.org \",\"password\":\" Geheim \"}");

        assertThat(who).isEqualTo(new Credentials("operator@example.org", " Geheim "));
        assertThat(who.toString()).doesNotContain("Geheim");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"password\":\"x\"} | email",
                "{\"email\":\"operator\",\"password\":\"x\"} | email",
                "{\"email\":7,\"password\":\"x\"} | email",
                "{\"email\":\"a@b\\u0000\",\"password\":\"x\"} | email",
                "{\"email\":\"a@b\"} | password",
                "{\"email\":\"a@b\",\"password\":\"\"} | password",
                "{\"email\":\"a@b\",\"password\":[]} | password",
                "[] | body",
                "not json | body"
            })
    void shouldNameWhatCannotBeRead(String body, String field) {
        var refusal = catchThrowableOfType(InvalidRequest.class, () -> parse(body));

        assertThat(refusal.errors()).extracting(FieldError::field).containsExactly(field);
    }

    @Test
    void shouldNeverRepeatAPassword() {
        var refusal =
                catchThrowableOfType(
                        InvalidRequest.class,
                        () ->
                                parse(
                                        "{\"email\":\"a@b\",\"password\":\"%s\"}"
                                                .formatted("geheim".repeat(50))));

        assertThat(refusal.errors()).extracting(FieldError::value).containsOnlyNulls();
    }

    private static Credentials parse(String body) {
        return Credentials.parse(Buffer.buffer(body));
    }
}
