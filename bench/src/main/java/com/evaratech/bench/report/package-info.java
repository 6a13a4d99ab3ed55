/** How figures are told: marks with goals, as a table for people or JSON for programs. */
@NullMarked
package com.evaratech.bench.report;

import org.jspecify.annotations.NullMarked;
