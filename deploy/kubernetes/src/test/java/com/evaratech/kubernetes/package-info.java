/**
 * Reads the manifests that the services' builds generate and holds them against the Kubernetes
 * schema and against the rules that an API server or an operator would enforce later. It is a
 * module of its own because it looks at all five services at once, after their build; for the same
 * reason the documents that speak of the whole fleet (configuration, coverage, NOTICE) are compared
 * with it here.
 */
@NullMarked
package com.evaratech.kubernetes;

import org.jspecify.annotations.NullMarked;
