/**
 * What a pump's status tells: when it ran and how long; and of a well, how far its water fell
 * meanwhile and how soon it came back.
 */
@NullMarked
package com.evaratech.telemetry.pump;

import org.jspecify.annotations.NullMarked;
