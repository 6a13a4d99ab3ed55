package com.evaratech.alert.handling;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * What somebody said about an alert.
 *
 * @param at when
 * @param author subject of the token that it was said with
 * @param text in their words
 */
@RegisterForReflection
public record Comment(Instant at, String author, String text) {}
