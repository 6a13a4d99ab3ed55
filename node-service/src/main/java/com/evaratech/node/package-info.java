/**
 * The device registry: who operates (tenancy), who may act (people), what reports (nodes). This
 * package holds what its rooms share: the errors, the collected findings about a request, the
 * condition that keeps a query inside its caller's scope.
 */
@NullMarked
package com.evaratech.node;

import org.jspecify.annotations.NullMarked;
