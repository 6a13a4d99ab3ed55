package com.evaratech.bench.registry;

import com.evaratech.bench.registry.ListForm.Part;
import com.evaratech.common.page.OrderedPageRequest.Place;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Finds the places where pages in the midst of lists begin. */
final class Places {

    // As many as a page has when nothing else is asked for.
    private static final int PAGE = 50;

    private Places() {}

    /** The place in front of the page that a form asks for; {@code null} for the first page. */
    static @Nullable Place of(Connection admin, Role role, ListForm form) throws SQLException {
        Part part = form.part();
        if (part == null) {
            return null;
        }
        boolean isByLabel = form.sort().endsWith("label");
        String turn = form.sort().startsWith("-") ? "desc" : "";
        String before =
                switch (part) {
                    case MIDDLE -> "count / 2";
                    case LAST -> "greatest(0, count - %d)".formatted(PAGE + 1);
                };
        String sql =
                """
                select label, number from registry.node
                where %1$s
                order by %2$s
                offset (select %3$s from (select count(*) from registry.node where %1$s) as all_rows (count))
                limit 1
                """
                        .formatted(
                                role.rows(),
                                isByLabel
                                        ? "label %1$s, number %1$s".formatted(turn)
                                        : "number " + turn,
                                before);
        try (var statement = admin.createStatement();
                var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("no node is behind " + form);
            }
            return new Place(isByLabel ? rows.getString(1) : "", rows.getLong(2));
        }
    }
}
