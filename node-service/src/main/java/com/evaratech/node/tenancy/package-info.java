/**
 * Who operates: distributors, their communities, and the customers inside a community. Every other
 * row of the registry is placed in this tree, and asks {@link com.evaratech.node.tenancy.Places}
 * for its place.
 */
@NullMarked
package com.evaratech.node.tenancy;

import org.jspecify.annotations.NullMarked;
