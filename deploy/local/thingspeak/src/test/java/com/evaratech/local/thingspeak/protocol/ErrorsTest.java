package com.evaratech.local.thingspeak.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "400,error_bad_request",
        "401,error_auth_required",
        "402,error_payment_required",
        "404,error_resource_not_found",
        "405,error_method_invalid",
        "409,error_conflict",
        "413,error_request_too_large",
        "421,error_no_action",
        "422,error_invalid_byte_sequence",
        "429,error_too_many_requests"
    })
    void shouldNameTheErrorAsTheServiceDocumentsIt(int status, String code) {
        Answer answer = Errors.of(status);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().toJsonObject().getJsonObject("error").getString("error_code"))
                .isEqualTo(code);
    }
}
