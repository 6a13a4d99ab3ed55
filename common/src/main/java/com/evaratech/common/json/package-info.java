/**
 * How strictly the bodies of requests are read. Every service reads them with the same mapper, so
 * that a client's mistake is refused everywhere, with the field named, and nowhere guessed at.
 */
@NullMarked
package com.evaratech.common.json;

import org.jspecify.annotations.NullMarked;
