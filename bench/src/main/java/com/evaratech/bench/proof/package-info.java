/**
 * The proof of the streams: numbered entries are published while owners, servers and connections
 * are hurt in every way we know; after each fault every accepted entry must have had its effect
 * once, or be told of as lost or refused.
 */
@NullMarked
package com.evaratech.bench.proof;

import org.jspecify.annotations.NullMarked;
