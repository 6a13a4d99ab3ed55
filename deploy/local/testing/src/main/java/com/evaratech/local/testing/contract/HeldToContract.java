package com.evaratech.local.testing.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Holds every answer that a {@code @QuarkusTest} gets from the service under test to the API's
 * document. For tests that ask as callers do; those that ask what no caller could have no use for
 * it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface HeldToContract {}
