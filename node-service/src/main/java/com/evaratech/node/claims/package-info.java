/**
 * Tokens with which an installer, or a device itself, brings one node into operation: made for a
 * place, spent once, in time.
 */
@NullMarked
package com.evaratech.node.claims;

import org.jspecify.annotations.NullMarked;
