package com.evaratech.local.thingspeak.protocol;

import io.vertx.core.buffer.Buffer;

/**
 * What is to be sent.
 *
 * @param status the HTTP status
 * @param contentType the media type with its charset
 * @param body the body
 */
public record Answer(int status, String contentType, Buffer body) {

    static Answer of(int status, Format format, String body) {
        return new Answer(status, format.contentType(), Buffer.buffer(body));
    }

    static Answer ok(Format format, Buffer body) {
        return new Answer(200, format.contentType(), body);
    }
}
