/**
 * What the services' tests share: real servers, one set a JVM, and people with tokens and profiles.
 */
@NullMarked
package com.evaratech.local.testing;

import org.jspecify.annotations.NullMarked;
