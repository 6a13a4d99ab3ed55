/**
 * Asking the service under test over HTTP, and looking at what it answers: no more than tests need,
 * and without a compiler at each look, which cost half of their processor time.
 */
@NullMarked
package com.evaratech.local.testing.http;

import org.jspecify.annotations.NullMarked;
