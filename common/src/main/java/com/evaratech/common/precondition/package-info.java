/**
 * Changes that are made only to the version the caller has seen (RFC 9110 §13). Shared because
 * every service answers with ETags of the same form, and asks for them in the same way.
 */
@NullMarked
package com.evaratech.common.precondition;

import org.jspecify.annotations.NullMarked;
