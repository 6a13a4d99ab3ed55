/** How soon a dry run of a rule tells what it would have told of a month of a thousand nodes. */
@NullMarked
package com.evaratech.bench.alerts.dryrun;

import org.jspecify.annotations.NullMarked;
