/**
 * Bodies, queries and paths of one version of the API in the words of another, by what the document
 * says of each route. Pure: what reads and writes is elsewhere.
 */
@NullMarked
package com.evaratech.api.mapping;

import org.jspecify.annotations.NullMarked;
