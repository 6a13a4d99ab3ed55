package com.evaratech.node.status;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class WatchedNodeRepository implements PanacheRepositoryBase<WatchedNodeEntity, Long> {}
