/**
 * The time that services inject. Shared because instants are answered by one service and compared
 * by the next, and all are kept in the same database.
 */
@NullMarked
package com.evaratech.common.clock;

import org.jspecify.annotations.NullMarked;
