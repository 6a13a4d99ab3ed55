package com.evaratech.node;

import com.evaratech.local.testing.http.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists page by page. */
public final class Pages {

    private Pages() {}

    /** The ids of all items, in the list's order. */
    public static List<String> allIds(Person person, String path) {
        var ids = new ArrayList<String>();
        String cursor = null;
        do {
            var page = page(person, path, 200, cursor);
            ids.addAll(page.path("items.id"));
            cursor = page.path("next");
        } while (cursor != null);
        return ids;
    }

    /** One page; {@code null} for the first one. */
    public static Response page(Person person, String path, int limit, @Nullable String cursor) {
        var page =
                path
                        + (path.contains("?") ? "&" : "?")
                        + "limit="
                        + limit
                        + (cursor == null ? "" : "&cursor=" + cursor);
        return person.get(page).then().statusCode(200).extract();
    }
}
