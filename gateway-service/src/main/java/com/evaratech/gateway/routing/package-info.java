/**
 * Takes each request that the access gate has let in to the service that the route matrix names,
 * and brings back its answer. Bodies stream through in both directions and are never held whole.
 * What goes wrong on the way is answered as a problem that names the service.
 */
@NullMarked
package com.evaratech.gateway.routing;

import org.jspecify.annotations.NullMarked;
