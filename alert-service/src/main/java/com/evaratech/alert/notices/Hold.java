package com.evaratech.alert.notices;

import java.time.Instant;

/**
 * Why something is not told yet.
 *
 * @param why {@code maintenance}, {@code silence}, {@code quiet_hours}
 * @param until when it is looked at again
 */
record Hold(String why, Instant until) {}
