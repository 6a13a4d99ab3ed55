/**
 * Where services spend their processor time: recordings of the JDK's flight recorder, and their
 * hottest frames.
 */
@NullMarked
package com.evaratech.bench.profile;

import org.jspecify.annotations.NullMarked;
