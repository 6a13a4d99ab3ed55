/**
 * A water campus whose nodes obey physics: wells fill sumps, pump houses lift water into overhead
 * tanks, people draw it through meters. Seeded and stepped on a fixed grid of time, so the same
 * options give the same rows.
 */
@NullMarked
package com.evaratech.local.thingspeak.campus;

import org.jspecify.annotations.NullMarked;
