/** Holds what services really answer to the API's document, in every test that asks over HTTP. */
@NullMarked
package com.evaratech.local.testing.contract;

import org.jspecify.annotations.NullMarked;
