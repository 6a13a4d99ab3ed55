/**
 * What people may say of a channel's fields. Shared because the registry keeps it and the poller
 * shows beforehand what it would make of the channel's rows: what the one accepts, so does the
 * other.
 */
@NullMarked
package com.evaratech.common.reading.mapping;

import org.jspecify.annotations.NullMarked;
