/**
 * The request id: one name for one request in every answer and every log line of every service it
 * passes through. Shared because the gateway issues it and all others carry it on.
 */
@NullMarked
package com.evaratech.common.request;

import org.jspecify.annotations.NullMarked;
