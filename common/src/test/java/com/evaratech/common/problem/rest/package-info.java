/** Tests of {@code com.evaratech.common.problem.rest}. */
@NullMarked
package com.evaratech.common.problem.rest;

import org.jspecify.annotations.NullMarked;
