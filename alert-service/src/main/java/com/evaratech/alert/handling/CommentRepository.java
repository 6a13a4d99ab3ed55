package com.evaratech.alert.handling;

import com.evaratech.common.page.PageRequest;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** The table of comments. Asked for alerts that the caller was found to see. */
@Singleton
class CommentRepository implements PanacheRepositoryBase<CommentEntity, Long> {

    /** In the order in which they were said, one more than the page shows. */
    Uni<List<CommentEntity>> list(long alertNumber, PageRequest page) {
        return find("alertNumber = ?1 and number > ?2 order by number", alertNumber, page.after())
                .range(0, page.rowsToFetch() - 1)
                .list();
    }
}
